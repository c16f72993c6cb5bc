import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

/** A fieldset of native radios; the legend names the group. */
export function NativeRadioGroup({
  legend,
  className,
  children,
  ...props
}: ComponentProps<"fieldset"> & { legend: ReactNode }) {
  return (
    <fieldset data-slot="radio-group" className={cn("grid min-w-0 gap-2", className)} {...props}>
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      {children}
    </fieldset>
  );
}

type RadioProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode };

/** One choice as a card: the whole card is the target and shows whether it is chosen. */
export function Radio({ label, hint, className, ...props }: RadioProps) {
  return (
    <label
      data-slot="radio"
      className={cn(
        "flex cursor-pointer items-start gap-3 rounded-md border bg-card px-3.5 py-3 text-sm transition-colors hover:bg-muted has-checked:border-primary has-checked:bg-brand-subtle has-disabled:cursor-not-allowed has-disabled:opacity-60 has-focus-visible:outline-2 has-focus-visible:outline-offset-2",
        className,
      )}
    >
      <input
        type="radio"
        className="mt-0.5 grid size-4 shrink-0 appearance-none place-content-center rounded-full border border-input bg-card outline-none before:size-1.5 before:scale-0 before:rounded-full before:bg-primary-foreground checked:border-primary checked:bg-primary checked:before:scale-100 forced-colors:appearance-auto"
        {...props}
      />
      <span className="grid gap-0.5">
        <span className="font-medium">{label}</span>
        {hint ? <span className="text-muted-foreground">{hint}</span> : null}
      </span>
    </label>
  );
}
