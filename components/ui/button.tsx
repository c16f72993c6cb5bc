import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/platform/cn";

export const buttonVariants = cva(
  "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium text-sm whitespace-nowrap select-none transition-[background-color,border-color,color,box-shadow] duration-100 touch:min-h-11 disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-60 [&_svg]:pointer-events-none [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
  {
    variants: {
      variant: {
        default: "bg-primary text-primary-foreground shadow-xs hover:bg-primary-hover",
        outline:
          "border border-border bg-card text-foreground shadow-xs hover:bg-accent hover:text-accent-foreground",
        secondary: "bg-secondary text-secondary-foreground hover:bg-accent hover:text-accent-foreground",
        ghost: "text-foreground hover:bg-accent hover:text-accent-foreground",
        destructive: "bg-destructive text-destructive-foreground shadow-xs hover:bg-destructive-hover",
        /** What leads to something destructive; filled is only the button that does it. */
        danger: "border border-danger/35 bg-card text-danger shadow-xs hover:bg-danger-subtle",
        link: "text-brand underline-offset-4 hover:underline",
      },
      size: {
        default: "h-9 px-3.5",
        sm: "h-8 px-2.5 text-[0.8125rem]",
        xs: "h-6 gap-1 px-2 text-xs [&_svg:not([class*='size-'])]:size-3",
        lg: "h-11 px-5 text-[0.9375rem]",
        icon: "size-9 touch:min-w-11",
        "icon-xs": "size-6 touch:min-w-11 [&_svg:not([class*='size-'])]:size-3",
        "icon-sm": "size-8 touch:min-w-11",
        "icon-lg": "size-10 touch:min-w-11",
      },
    },
    defaultVariants: { variant: "default", size: "default" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Dresses the only child (a link) as a button. */
    asChild?: boolean;
    /** Shows a spinner over the label and refuses clicks; the button keeps its width and the focus. */
    isPending?: boolean;
  };

export function Button({
  className,
  variant,
  size,
  asChild = false,
  isPending = false,
  children,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot data-slot="button" className={classes} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button type="button" data-slot="button" className={classes} {...props} {...(isPending && pendingProps)}>
      {isPending ? <PendingLabel>{children}</PendingLabel> : children}
    </button>
  );
}

const pendingProps = { "aria-disabled": true, "aria-busy": true };

function PendingLabel({ children }: ComponentProps<"span">) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
      <Spinner className="absolute" />
    </>
  );
}
