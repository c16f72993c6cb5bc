"use client";

import Form from "next/form";
import type { ChangeEvent, ReactNode } from "react";
import { useHref } from "@/components/ui/base-path";

/** A form that asks by its address. A choice is followed at once; what is typed waits for the button. */
export function FollowChoice({ action, children }: { action: string; children: ReactNode }) {
  return (
    <Form action={useHref()(action)} scroll={false} replace onChange={follow} className="grid gap-6">
      {children}
    </Form>
  );
}

function follow({ target, currentTarget }: ChangeEvent<HTMLFormElement>): void {
  if (target instanceof HTMLInputElement && target.type === "radio") currentTarget.requestSubmit();
}
