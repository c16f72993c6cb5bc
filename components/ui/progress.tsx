"use client";

import * as ProgressPrimitive from "radix-ui/progress";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** How far something is, in percent of `max` (100). Use against a limit is a `Meter`. */
export function Progress({
  className,
  value,
  max = 100,
  ...props
}: ComponentProps<typeof ProgressPrimitive.Root>) {
  return (
    <ProgressPrimitive.Root
      data-slot="progress"
      value={value}
      max={max}
      className={cn("h-2 w-full overflow-hidden rounded-full bg-secondary", className)}
      {...props}
    >
      <ProgressPrimitive.Indicator
        data-slot="progress-indicator"
        className="h-full rounded-full bg-primary transition-[width]"
        style={{ width: `${(100 * (value ?? 0)) / max}%` }}
      />
    </ProgressPrimitive.Root>
  );
}
