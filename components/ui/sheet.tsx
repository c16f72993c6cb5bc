"use client";

import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps } from "react";
import {
  CloseButton,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  overlayClasses,
} from "@/components/ui/dialog";
import { cn } from "@/lib/platform/cn";

export const Sheet = DialogPrimitive.Root;
export const SheetTrigger = DialogPrimitive.Trigger;
export const SheetClose = DialogPrimitive.Close;
export {
  DialogDescription as SheetDescription,
  DialogFooter as SheetFooter,
  DialogHeader as SheetHeader,
  DialogTitle as SheetTitle,
};

const sides = {
  left: "inset-y-0 left-0 border-r data-[state=open]:animate-slide-in-left",
  right: "inset-y-0 right-0 border-l data-[state=open]:animate-slide-in-right",
  top: "inset-x-0 top-0 max-h-[85dvh] max-w-none border-b data-[state=open]:animate-fade-in",
  bottom: "inset-x-0 bottom-0 max-h-[85dvh] max-w-none border-t data-[state=open]:animate-rise-in",
};

type SheetContentProps = ComponentProps<typeof DialogPrimitive.Content> & {
  side?: keyof typeof sides;
  showCloseButton?: boolean;
};

/** A panel that comes in from the edge: details and filters beside the list they belong to. */
export function SheetContent({
  side = "right",
  showCloseButton = true,
  className,
  children,
  ...props
}: SheetContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay data-slot="sheet-overlay" className={overlayClasses} />
      <DialogPrimitive.Content
        data-slot="sheet-content"
        className={cn(
          "fixed z-50 flex w-full max-w-md flex-col gap-4 overflow-y-auto bg-popover p-6 text-popover-foreground shadow-lg outline-none",
          sides[side],
          className,
        )}
        {...props}
      >
        {children}
        {showCloseButton ? <CloseButton /> : null}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}
