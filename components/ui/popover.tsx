"use client";

import * as PopoverPrimitive from "radix-ui/popover";
import type { ComponentProps } from "react";
import { portalTarget } from "@/components/ui/portal-target";
import { cn } from "@/lib/platform/cn";

export const Popover = PopoverPrimitive.Root;
export const PopoverTrigger = PopoverPrimitive.Trigger;
export const PopoverAnchor = PopoverPrimitive.Anchor;

/** A small panel beside its button. It is a dialog: give it a `PopoverTitle` or an `aria-label`. */
export function PopoverContent({
  className,
  sideOffset = 4,
  ...props
}: ComponentProps<typeof PopoverPrimitive.Content>) {
  return (
    <PopoverPrimitive.Portal container={portalTarget()}>
      <PopoverPrimitive.Content
        data-slot="popover-content"
        sideOffset={sideOffset}
        className={cn(
          "z-50 w-72 max-w-(--radix-popover-content-available-width) rounded-lg border bg-popover p-4 text-popover-foreground shadow-md outline-none data-[state=open]:animate-rise-in",
          className,
        )}
        {...props}
      />
    </PopoverPrimitive.Portal>
  );
}

export function PopoverHeader({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="popover-header" className={cn("grid gap-1 text-sm", className)} {...props} />;
}

export function PopoverTitle({ className, ...props }: ComponentProps<"h2">) {
  return <h2 data-slot="popover-title" className={cn("font-medium", className)} {...props} />;
}

export function PopoverDescription({ className, ...props }: ComponentProps<"p">) {
  return <p data-slot="popover-description" className={cn("text-muted-foreground", className)} {...props} />;
}
