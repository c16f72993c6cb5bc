import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

export const badgeVariants = cva(
  "inline-flex h-5.5 w-fit shrink-0 items-center gap-1 rounded-full px-2 font-medium text-xs whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      variant: {
        default: "bg-secondary text-secondary-foreground",
        secondary: "bg-secondary text-secondary-foreground",
        destructive: "bg-destructive text-destructive-foreground",
        ghost: "[a&]:hover:bg-accent",
        link: "text-brand underline-offset-4 [a&]:hover:underline",
        outline: "border text-muted-foreground",
        brand: "bg-brand-subtle text-brand",
        success: "bg-success-subtle text-success",
        warning: "bg-warning-subtle text-warning",
        danger: "bg-danger-subtle text-danger",
        info: "bg-info-subtle text-info",
      },
    },
    defaultVariants: { variant: "default" },
  },
);

type BadgeProps = ComponentProps<"span"> & VariantProps<typeof badgeVariants> & { asChild?: boolean };
export type BadgeVariant = NonNullable<BadgeProps["variant"]>;

export function Badge({ className, variant, asChild = false, ...props }: BadgeProps) {
  const Element = asChild ? Slot : "span";
  return <Element data-slot="badge" className={cn(badgeVariants({ variant }), className)} {...props} />;
}

/** A status with a dot in its color: the word carries the meaning, the color only repeats it. */
export function StatusBadge({ children, ...props }: BadgeProps) {
  return (
    <Badge {...props}>
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {children}
    </Badge>
  );
}
