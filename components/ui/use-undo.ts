"use client";

import { startTransition } from "react";
import { call } from "@/components/ui/call";
import { useDrawnForm } from "@/components/ui/drawn-for";
import { failureText } from "@/components/ui/failure";
import { toast } from "@/components/ui/sonner";
import type { FormState } from "@/lib/entry/form-state";

/** The deed that takes another one back. */
export interface Undo {
  action: (previous: FormState<never>, form: FormData) => Promise<FormState>;
  fields: Record<string, string>;
  /** "Invite again", where it is not quite as if nothing had happened. */
  label?: string;
}

/**
 * Makes the button of a toast that takes back what the toast tells of. Where the deed was done may be long gone by then, so
 * what becomes of it is told by a toast, too.
 */
export function useUndo(): (undo: Undo | undefined) => { label?: string; onClick: () => void } | undefined {
  const drawnForm = useDrawnForm();
  return (undo) =>
    undo && {
      label: undo.label,
      onClick: () =>
        startTransition(async () =>
          tell(await call(undo.action, { status: "idle" }, drawnForm(undo.fields))),
        ),
    };
}

function tell(outcome: FormState): void {
  if (outcome.status === "failed") toast.error(failureText(outcome));
  if (outcome.status === "error") toast.error(outcome.message);
  if (outcome.status === "ok" && outcome.message) toast.success(outcome.message);
}
