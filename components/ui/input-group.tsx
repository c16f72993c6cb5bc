"use client";

import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps, MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/platform/cn";

/** One frame around a control and what belongs to it: an icon, a unit, a button. */
export function InputGroup({ className, ...props }: ComponentProps<"div">) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a control and what adorns it are no fieldset.
    <div
      role="group"
      data-slot="input-group"
      className={cn(
        "group/input-group flex w-full min-w-0 flex-wrap items-center rounded-md border border-input bg-card shadow-xs has-[>textarea]:flex-col has-[[data-slot=input-group-control]:focus-visible]:border-ring has-[[data-slot=input-group-control]:focus-visible]:outline-2 has-[[data-slot=input-group-control]:focus-visible]:outline-ring/60 has-[[data-slot][aria-invalid=true]]:border-destructive",
        className,
      )}
      {...props}
    />
  );
}

const inputGroupAddonVariants = cva(
  "flex cursor-text items-center gap-2 py-1.5 font-medium text-muted-foreground text-sm select-none [&>svg]:size-4",
  {
    variants: {
      align: {
        "inline-start": "order-first ps-3",
        "inline-end": "order-last pe-3",
        "block-start": "order-first w-full px-3",
        "block-end": "order-last w-full px-3",
      },
    },
    defaultVariants: { align: "inline-start" },
  },
);

type AddonProps = ComponentProps<"div"> & VariantProps<typeof inputGroupAddonVariants>;

/** A click on it leads into the control, as one on its frame would. */
export function InputGroupAddon({ className, align = "inline-start", ...props }: AddonProps) {
  return (
    // biome-ignore lint/a11y: the keyboard reaches the control itself; this only makes a mouse's target larger.
    <div
      data-slot="input-group-addon"
      data-align={align}
      className={cn(inputGroupAddonVariants({ align }), className)}
      onClick={focusControl}
      {...props}
    />
  );
}

function focusControl({ target, currentTarget }: MouseEvent<HTMLElement>) {
  if (target instanceof Element && target.closest("button")) return;
  currentTarget.parentElement?.querySelector<HTMLElement>("[data-slot=input-group-control]")?.focus();
}

const sizes = { xs: "xs", sm: "sm", "icon-xs": "icon-xs", "icon-sm": "icon-sm" } as const;

type GroupButtonProps = Omit<ComponentProps<typeof Button>, "size"> & { size?: keyof typeof sizes };

export function InputGroupButton({ variant = "ghost", size = "xs", ...props }: GroupButtonProps) {
  return <Button data-size={size} variant={variant} size={sizes[size]} {...props} />;
}

export function InputGroupText({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="input-group-text"
      className={cn("flex items-center gap-2 text-muted-foreground text-sm [&>svg]:size-4", className)}
      {...props}
    />
  );
}

const bare = "flex-1 border-0 bg-transparent shadow-none focus-visible:outline-none";

export function InputGroupInput({ className, ...props }: ComponentProps<"input">) {
  return <Input data-slot="input-group-control" className={cn(bare, "w-0", className)} {...props} />;
}

export function InputGroupTextarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <Textarea data-slot="input-group-control" className={cn(bare, "resize-none", className)} {...props} />
  );
}
