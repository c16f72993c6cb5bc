import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** Give it `htmlFor`, or put the control inside. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<"label">) {
  return (
    <label
      data-slot="label"
      htmlFor={htmlFor}
      className={cn("flex items-center gap-2 font-medium text-sm leading-5 select-none", className)}
      {...props}
    >
      {children}
    </label>
  );
}
