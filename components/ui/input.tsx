import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** The look shared by input, select and textarea. 16px on touch: smaller text makes iOS zoom the page. */
export const controlClasses =
  "w-full min-w-0 rounded-md border border-input bg-card text-sm text-foreground shadow-xs transition-[border-color,box-shadow] placeholder:text-muted-foreground hover:border-foreground/50 focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-ring/60 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground [&[readonly]]:bg-muted aria-invalid:border-destructive aria-invalid:outline-destructive/50 touch:text-base";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      type={type}
      data-slot="input"
      className={cn(controlClasses, "h-9 px-3 py-1 touch:h-11", className)}
      {...props}
    />
  );
}
