"use client";

import { Pencil } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { ActionForm, type FormAction, SubmitButton } from "@/components/ui/form";

type InlineEditProps<T> = {
  /** What the pencil does: "Edit the name". */
  label: string;
  saveLabel: string;
  action: FormAction<T>;
  /** What goes with it unseen. */
  fields: Record<string, string | number>;
  /** The one field. */
  children: ReactNode;
};

/**
 * A pencil beside what it changes, in a `group/edit` that hides that while the form is open. Enter saves, Escape gives back what
 * was there. It is the browser's own disclosure, so that the pencil opens the form without a script, too.
 */
export function InlineEdit<T>({ label, saveLabel, action, fields, children }: InlineEditProps<T>) {
  const details = useRef<HTMLDetailsElement>(null);
  const [attempt, setAttempt] = useState(0);

  function close() {
    if (details.current) details.current.open = false;
    details.current?.querySelector("summary")?.focus();
  }

  /** What was typed before a reload is put back into the closed form. */
  function open() {
    if (details.current) details.current.open = true;
  }

  function giveBack(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    // A form that is made anew forgets what was typed.
    setAttempt(attempt + 1);
    close();
  }

  function takeFocus() {
    if (!details.current?.open) return;
    const field = details.current.querySelector<HTMLInputElement | HTMLTextAreaElement>(
      "input:not([type=hidden]), textarea",
    );
    field?.focus();
    field?.select();
  }

  return (
    <details
      ref={details}
      onToggle={takeFocus}
      onKeyDown={giveBack}
      onInput={open}
      className="shrink-0 open:w-full open:min-w-0 open:shrink has-[[role=alert]]:[&::details-content]:[content-visibility:visible]"
    >
      <summary
        aria-label={label}
        className="-mt-0.5 grid size-7 cursor-pointer list-none place-items-center rounded-md text-muted-foreground hover:bg-accent touch:size-11 in-open:hidden [&::-webkit-details-marker]:hidden"
      >
        <Pencil aria-hidden className="size-3.5" />
      </summary>
      <ActionForm
        key={attempt}
        action={action}
        onSuccess={close}
        className="grid w-full gap-3 font-normal text-sm tracking-normal"
      >
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <SubmitButton size="sm">{saveLabel}</SubmitButton>
      </ActionForm>
    </details>
  );
}
