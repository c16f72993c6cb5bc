"use client";

import { cva, type VariantProps } from "class-variance-authority";
import * as TogglePrimitive from "radix-ui/toggle";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

export const toggleVariants = cva(
  "inline-flex items-center justify-center gap-2 rounded-md font-medium text-sm whitespace-nowrap hover:bg-muted disabled:pointer-events-none disabled:opacity-50 data-[state=on]:bg-accent data-[state=on]:text-accent-foreground touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: { default: "", outline: "border bg-card shadow-xs" },
      size: { default: "h-9 min-w-9 px-2", sm: "h-8 min-w-8 px-1.5", lg: "h-11 min-w-11 px-2.5" },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

type ToggleProps = ComponentProps<typeof TogglePrimitive.Root> & VariantProps<typeof toggleVariants>;

export function Toggle({ className, variant, size, ...props }: ToggleProps) {
  return (
    <TogglePrimitive.Root
      data-slot="toggle"
      className={cn(toggleVariants({ variant, size }), className)}
      {...props}
    />
  );
}
