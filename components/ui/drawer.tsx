"use client";

import * as DialogPrimitive from "radix-ui/dialog";
import { type ComponentProps, createContext, useContext } from "react";
import { SheetContent } from "@/components/ui/sheet";
import { cn } from "@/lib/platform/cn";

// The words of shadcn's drawer over our sheet: vaul, which it builds on, brings its look in a <style> without the page's
// nonce, which the content policy does not admit. It is closed by its cross, Escape or a click outside, not by a swipe.

export {
  DialogDescription as DrawerDescription,
  DialogFooter as DrawerFooter,
  DialogHeader as DrawerHeader,
  DialogOverlay as DrawerOverlay,
  DialogTitle as DrawerTitle,
} from "@/components/ui/dialog";
export const DrawerTrigger = DialogPrimitive.Trigger;
export const DrawerClose = DialogPrimitive.Close;
export const DrawerPortal = DialogPrimitive.Portal;

type Side = ComponentProps<typeof SheetContent>["side"];

const DirectionContext = createContext<Side>("bottom");

/** A sheet that says at its root from which edge it comes. */
export function Drawer({
  direction = "bottom",
  ...props
}: ComponentProps<typeof DialogPrimitive.Root> & { direction?: Side }) {
  return (
    <DirectionContext value={direction}>
      <DialogPrimitive.Root {...props} />
    </DirectionContext>
  );
}

export function DrawerContent({ className, ...props }: ComponentProps<typeof DialogPrimitive.Content>) {
  const direction = useContext(DirectionContext);
  return (
    <SheetContent
      side={direction}
      data-slot="drawer-content"
      data-vaul-drawer-direction={direction}
      className={cn("group/drawer-content", className)}
      {...props}
    />
  );
}
