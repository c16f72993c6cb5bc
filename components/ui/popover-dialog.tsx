"use client";

import type { ReactNode, ToggleEvent } from "react";
import { cn } from "@/lib/platform/cn";

type PopoverDialogProps = {
  /** By which the `popoverTarget` of a button opens it. */
  id: string;
  title: string;
  description: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A dialog that is the browser's own popover, so that any button opens it, with a script or without. */
export function PopoverDialog({ id, title, description, className, children }: PopoverDialogProps) {
  return (
    <div
      id={id}
      popover="auto"
      role="dialog"
      aria-labelledby={`${id}-title`}
      onToggle={takeFocus}
      className={cn(
        "fixed inset-0 m-auto h-fit max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-md overflow-y-auto rounded-xl border bg-popover p-6 text-popover-foreground text-sm shadow-lg backdrop:bg-black/40 open:animate-rise-in",
        className,
      )}
    >
      <h2 id={`${id}-title`} className="wrap-anywhere font-semibold text-base tracking-[-0.01em]">
        {title}
      </h2>
      <div className="mt-1.5 mb-5 wrap-anywhere text-muted-foreground">{description}</div>
      {children}
    </div>
  );
}

/** To the first thing to fill in; where the dialog closes, the browser gives the focus back by itself. */
function takeFocus({ newState, currentTarget }: ToggleEvent<HTMLElement>) {
  if (newState === "open")
    currentTarget.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
}
