"use client";

import * as SwitchPrimitive from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

type SwitchProps = ComponentProps<typeof SwitchPrimitive.Root> & { size?: "sm" | "default" };

/** On or off, at once. What is saved with a form is a `NativeCheckbox`. */
export function Switch({ className, size = "default", ...props }: SwitchProps) {
  return (
    <SwitchPrimitive.Root
      data-slot="switch"
      data-size={size}
      className={cn(
        "peer group/switch inline-flex h-5 w-9 shrink-0 items-center rounded-full border-2 border-transparent bg-input disabled:opacity-50 data-[size=sm]:h-4 data-[size=sm]:w-7 data-[state=checked]:bg-primary",
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb
        data-slot="switch-thumb"
        className="size-4 rounded-full bg-card transition-transform group-data-[size=sm]/switch:size-3 data-[state=checked]:translate-x-full rtl:data-[state=checked]:-translate-x-full"
      />
    </SwitchPrimitive.Root>
  );
}
