import type { ReactNode } from "react";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/platform/cn";

type LabeledFieldProps = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  className?: string;
  /** The control, carrying `describeField(...)`. */
  children: ReactNode;
};

/** A label, its control, a hint and an error. Spread `describeField` on the control to tie them together. */
export function LabeledField({ id, label, hint, error, className, children }: LabeledFieldProps) {
  return (
    <div data-slot="field" className={cn("grid gap-1.5", className)}>
      <Label htmlFor={id}>{label}</Label>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}

/** Attributes that tie a control to its label, hint and error: id, aria-describedby, aria-invalid. */
export function describeField({ id, hint, error }: Pick<LabeledFieldProps, "id" | "hint" | "error">) {
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return { id, "aria-describedby": describedBy || undefined, "aria-invalid": error ? true : undefined };
}

/** What stands below a control: its error, then its hint. */
export function FieldNotes({ id, hint, error }: Pick<LabeledFieldProps, "id" | "hint" | "error">) {
  return (
    <>
      {error ? (
        <p
          id={`${id}-error`}
          data-slot="field-error"
          className="text-[0.8125rem] whitespace-pre-line text-danger"
        >
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} data-slot="field-hint" className="text-[0.8125rem] text-muted-foreground">
          {hint}
        </p>
      ) : null}
    </>
  );
}
