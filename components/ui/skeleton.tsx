import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** A grey shape in the size of what will come. Hidden from assistive technology: the region says it is busy. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden
      data-slot="skeleton"
      className={cn("animate-pulse rounded-md bg-secondary motion-reduce:animate-none", className)}
      {...props}
    />
  );
}
