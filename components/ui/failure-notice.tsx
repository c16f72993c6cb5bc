"use client";

import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Failure, Refusal } from "@/lib/entry/form-state";
import { cn } from "@/lib/platform/cn";

type FailureNoticeProps = {
  failure: Failure;
  isPending?: boolean;
  onRetry: () => void;
  /** Where something typed could be lost; reloads the page where nothing is said. */
  onReload?: () => void;
  className?: string;
};

/** What became of a call that failed on its way, and the button that goes on from there. */
export function FailureNotice({ failure, isPending, onRetry, onReload, className }: FailureNoticeProps) {
  const isOld = failure.remedy === "reload";
  return (
    <ProblemNotice title={failure.reason} className={className}>
      <p>{failure.advice}</p>
      <Button
        size="sm"
        variant="outline"
        className="mt-2"
        isPending={isPending}
        onClick={isOld ? (onReload ?? reload) : onRetry}
      >
        {isOld ? "Reload" : "Try again"}
      </Button>
    </ProblemNotice>
  );
}

type RefusalNoticeProps = { refusal: Refusal; isPending?: boolean; onReload: () => void };

/** Why something was refused, with a button where the page is to be drawn anew first. */
export function RefusalNotice({ refusal, isPending, onReload }: RefusalNoticeProps) {
  return (
    <ProblemNotice className="whitespace-pre-line">
      {refusal.message}
      {refusal.remedy === "reload" ? (
        <Button size="sm" variant="outline" className="mt-2 flex" isPending={isPending} onClick={onReload}>
          Reload
        </Button>
      ) : null}
    </ProblemNotice>
  );
}

type ProblemNoticeProps = { title?: string; className?: string; children: ReactNode };

/** Read out as it appears, and able to take the focus. */
export const ProblemNotice = ({ className, ...props }: ProblemNoticeProps) => (
  <Alert
    role="alert"
    tabIndex={-1}
    variant="danger"
    className={cn("whitespace-normal text-left", className)}
    {...props}
  />
);

const reload = () => window.location.reload();
