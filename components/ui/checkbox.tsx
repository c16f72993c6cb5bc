"use client";

import { Check, Minus } from "lucide-react";
import * as CheckboxPrimitive from "radix-ui/checkbox";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

/** A box that may also be half ticked. It needs scripts; a form takes `NativeCheckbox`. */
export function Checkbox({ className, ...props }: ComponentProps<typeof CheckboxPrimitive.Root>) {
  return (
    <CheckboxPrimitive.Root
      data-slot="checkbox"
      className={cn(
        "peer group/checkbox inline-grid size-4 shrink-0 place-content-center rounded-[4px] border border-input bg-card text-primary-foreground shadow-xs disabled:opacity-50 aria-invalid:border-destructive data-[state=checked]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:border-primary data-[state=indeterminate]:bg-primary touch:size-5",
        className,
      )}
      {...props}
    >
      <CheckboxPrimitive.Indicator data-slot="checkbox-indicator" className="[&>svg]:size-3.5">
        <Check aria-hidden className="group-data-[state=indeterminate]/checkbox:hidden" />
        <Minus aria-hidden className="hidden group-data-[state=indeterminate]/checkbox:block" />
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
}
