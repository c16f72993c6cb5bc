import type { ComponentProps } from "react";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/platform/cn";

/** A link inside a sentence. */
export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn("rounded-sm font-medium text-foreground underline underline-offset-4", className)}
      {...props}
    />
  );
}
