"use client";

import { Check, ChevronRight, Circle } from "lucide-react";
import * as MenuPrimitive from "radix-ui/dropdown-menu";
import type { ComponentProps } from "react";
import { portalTarget } from "@/components/ui/portal-target";
import { cn } from "@/lib/platform/cn";

export const DropdownMenuTrigger = MenuPrimitive.Trigger;
export const DropdownMenuGroup = MenuPrimitive.Group;
export const DropdownMenuPortal = MenuPrimitive.Portal;
export const DropdownMenuRadioGroup = MenuPrimitive.RadioGroup;
export const DropdownMenuSub = MenuPrimitive.Sub;

const panel =
  "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg border bg-popover p-1 text-popover-foreground shadow-md data-[state=open]:animate-rise-in";

const item =
  "relative flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 text-sm outline-none select-none data-disabled:pointer-events-none data-highlighted:bg-accent data-inset:ps-8 data-disabled:opacity-50 touch:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0";

/** Not modal: the page behind keeps scrolling, and nothing locks or hides it. */
export function DropdownMenu(props: ComponentProps<typeof MenuPrimitive.Root>) {
  return <MenuPrimitive.Root modal={false} {...props} />;
}

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof MenuPrimitive.Content>) {
  return (
    <MenuPrimitive.Portal container={portalTarget()}>
      <MenuPrimitive.Content
        data-slot="dropdown-menu-content"
        sideOffset={4}
        align="end"
        className={cn(panel, className)}
        {...props}
      />
    </MenuPrimitive.Portal>
  );
}

type Inset = { inset?: boolean };
type ItemProps = ComponentProps<typeof MenuPrimitive.Item> & Inset & { variant?: "default" | "destructive" };

export function DropdownMenuItem({ className, inset, variant = "default", ...props }: ItemProps) {
  return (
    <MenuPrimitive.Item
      data-slot="dropdown-menu-item"
      data-inset={inset}
      data-variant={variant}
      className={cn(
        item,
        variant === "destructive" && "text-danger data-highlighted:bg-danger-subtle",
        className,
      )}
      {...props}
    />
  );
}

type LabelProps = ComponentProps<typeof MenuPrimitive.Label> & Inset;

export function DropdownMenuLabel({ className, inset, ...props }: LabelProps) {
  return (
    <MenuPrimitive.Label
      data-slot="dropdown-menu-label"
      data-inset={inset}
      className={cn("px-2 py-1.5 data-inset:ps-8 font-medium text-muted-foreground text-xs", className)}
      {...props}
    />
  );
}

export function DropdownMenuSeparator({
  className,
  ...props
}: ComponentProps<typeof MenuPrimitive.Separator>) {
  return (
    <MenuPrimitive.Separator
      data-slot="dropdown-menu-separator"
      className={cn("-mx-1 my-1 h-px bg-border", className)}
      {...props}
    />
  );
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof MenuPrimitive.CheckboxItem>) {
  return (
    <MenuPrimitive.CheckboxItem
      data-slot="dropdown-menu-checkbox-item"
      className={cn(item, "ps-8", className)}
      {...props}
    >
      <Mark>
        <Check aria-hidden />
      </Mark>
      {children}
    </MenuPrimitive.CheckboxItem>
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof MenuPrimitive.RadioItem>) {
  return (
    <MenuPrimitive.RadioItem
      data-slot="dropdown-menu-radio-item"
      className={cn(item, "ps-8", className)}
      {...props}
    >
      <Mark>
        <Circle aria-hidden className="size-2! fill-current" />
      </Mark>
      {children}
    </MenuPrimitive.RadioItem>
  );
}

function Mark({ children }: ComponentProps<"span">) {
  return (
    <MenuPrimitive.ItemIndicator className="absolute start-2 grid size-4 place-items-center">
      {children}
    </MenuPrimitive.ItemIndicator>
  );
}

/** What the keyboard does instead. It only says so; the key is bound elsewhere. */
export function DropdownMenuShortcut({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="dropdown-menu-shortcut"
      className={cn("ms-auto text-muted-foreground text-xs tracking-widest", className)}
      {...props}
    />
  );
}

export function DropdownMenuSubTrigger({
  className,
  inset,
  children,
  ...props
}: ComponentProps<typeof MenuPrimitive.SubTrigger> & Inset) {
  return (
    <MenuPrimitive.SubTrigger
      data-slot="dropdown-menu-sub-trigger"
      data-inset={inset}
      className={cn(item, "data-[state=open]:bg-accent", className)}
      {...props}
    >
      {children}
      <ChevronRight aria-hidden className="ms-auto rtl:rotate-180" />
    </MenuPrimitive.SubTrigger>
  );
}

export function DropdownMenuSubContent({
  className,
  ...props
}: ComponentProps<typeof MenuPrimitive.SubContent>) {
  return (
    <MenuPrimitive.Portal container={portalTarget()}>
      <MenuPrimitive.SubContent
        data-slot="dropdown-menu-sub-content"
        className={cn(panel, className)}
        {...props}
      />
    </MenuPrimitive.Portal>
  );
}
