"use client";

import type { VariantProps } from "class-variance-authority";
import * as ToggleGroupPrimitive from "radix-ui/toggle-group";
import { type ComponentProps, createContext, useContext } from "react";
import { toggleVariants } from "@/components/ui/toggle";
import { cn } from "@/lib/platform/cn";

/** `spacing` in steps of 0.25rem; with 0 the toggles form one piece. */
type Look = VariantProps<typeof toggleVariants> & { spacing?: number };

const LookContext = createContext<Look>({});

export function ToggleGroup({
  className,
  variant,
  size,
  spacing = 0,
  style,
  children,
  ...props
}: ComponentProps<typeof ToggleGroupPrimitive.Root> & Look) {
  return (
    <ToggleGroupPrimitive.Root
      data-slot="toggle-group"
      data-variant={variant}
      data-size={size}
      data-spacing={spacing}
      className={cn("flex w-fit items-center rounded-md", className)}
      style={{ gap: `${spacing * 0.25}rem`, ...style }}
      {...props}
    >
      <LookContext value={{ variant, size, spacing }}>{children}</LookContext>
    </ToggleGroupPrimitive.Root>
  );
}

export function ToggleGroupItem({
  className,
  variant,
  size,
  ...props
}: ComponentProps<typeof ToggleGroupPrimitive.Item> & VariantProps<typeof toggleVariants>) {
  const group = useContext(LookContext);
  return (
    <ToggleGroupPrimitive.Item
      data-slot="toggle-group-item"
      data-spacing={group.spacing}
      className={cn(
        toggleVariants({ variant: group.variant ?? variant, size: group.size ?? size }),
        "shrink-0 px-3 focus:z-10 data-[spacing=0]:rounded-none data-[spacing=0]:not-first:-ms-px data-[spacing=0]:first:rounded-s-md data-[spacing=0]:last:rounded-e-md",
        className,
      )}
      {...props}
    />
  );
}
