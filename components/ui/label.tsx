import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

type LabelProps = ComponentProps<"label"> & { htmlFor: string };

export function Label({ className, htmlFor, children, ...props }: LabelProps) {
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
