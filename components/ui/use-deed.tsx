"use client";

import { type ReactNode, startTransition, useState } from "react";
import { call } from "@/components/ui/call";
import { useDrawnForm } from "@/components/ui/drawn-for";
import { failureOf } from "@/components/ui/failure";
import { FailureNotice, ProblemNotice } from "@/components/ui/failure-notice";
import type { FormAction } from "@/components/ui/form";
import { toast } from "@/components/ui/sonner";
import { type Undo, useUndo } from "@/components/ui/use-undo";
import type { FormState } from "@/lib/entry/form-state";

interface Deed<T> {
  action: FormAction<T>;
  fields: FormData | Record<string, string>;
  /** Shows how it will be; taken back by itself when it comes otherwise. */
  meanwhile: () => void;
  /** What the toast says of the action's own message. */
  tell?: (message: string) => string;
  /** What takes it back; the toast offers it. */
  undo?: Undo;
}

type Problem = Extract<FormState, { status: "failed" | "error" }>;

/** Actions called by script, not by a form: what is refused or fails is said in `notice`, which can try again. */
export function useDeed() {
  const drawnForm = useDrawnForm();
  const backBy = useUndo();
  const [problem, setProblem] = useState<{ outcome: Problem; retry: () => void } | null>(null);

  function run<T>(deed: Deed<T>) {
    setProblem(null);
    startTransition(async () => {
      deed.meanwhile();
      const form = deed.fields instanceof FormData ? deed.fields : drawnForm(deed.fields);
      const outcome = await call(deed.action, { status: "idle" }, form);
      if (outcome.status === "error" || outcome.status === "failed")
        setProblem({ outcome, retry: () => run(deed) });
      if (outcome.status === "ok" && outcome.message)
        toast.success(deed.tell?.(outcome.message) ?? outcome.message, { action: backBy(deed.undo) });
    });
  }

  /** Goes on once a part of the page that is loaded late is there. */
  function after(load: () => Promise<unknown>, goOn: () => void) {
    setProblem(null);
    load().then(goOn, (thrown) => {
      const isOnline = navigator.onLine;
      const outcome = failureOf(thrown, { wasOnline: isOnline, isOnline });
      setProblem({ outcome, retry: () => after(load, goOn) });
    });
  }

  return { run, after, notice: problem && noticeOf(problem) };
}

function noticeOf({ outcome, retry }: { outcome: Problem; retry: () => void }): ReactNode {
  if (outcome.status === "failed") return <FailureNotice failure={outcome} onRetry={retry} />;
  return <ProblemNotice className="whitespace-pre-line">{outcome.message}</ProblemNotice>;
}
