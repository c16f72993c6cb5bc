import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** A real checkbox; the tick is a clip-path, because the content policy admits no data: images. */
export function NativeCheckbox({ className, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <input
      type="checkbox"
      data-slot="checkbox"
      className={cn(
        "grid size-4 shrink-0 appearance-none place-content-center rounded-[4px] border border-input bg-card shadow-xs checked:border-primary checked:bg-primary disabled:opacity-50 aria-invalid:border-destructive forced-colors:appearance-auto touch:size-5",
        "before:size-2.5 before:scale-0 before:bg-primary-foreground before:[clip-path:polygon(14%_44%,0_60%,42%_96%,100%_20%,84%_6%,39%_66%)] checked:before:scale-100",
        className,
      )}
      {...props}
    />
  );
}
