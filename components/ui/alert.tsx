import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

const alertVariants = cva(
  "flex items-start gap-3 text-sm has-[[role=alert]]:flex-wrap [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0",
  {
    variants: {
      variant: {
        info: "border-info/25 bg-info-subtle text-info",
        success: "border-success/25 bg-success-subtle text-success",
        warning: "border-warning/25 bg-warning-subtle text-warning",
        danger: "border-danger/25 bg-danger-subtle text-danger",
      },
    },
    defaultVariants: { variant: "info" },
  },
);

const icons = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

type AlertProps = Omit<ComponentProps<"div">, "title"> &
  VariantProps<typeof alertVariants> & { title?: ReactNode; action?: ReactNode };

/** A notice inside a page. Pass `role="alert"` only for what appears after the page was read. */
export function Alert({ className, ...props }: AlertProps) {
  return <Notice data-slot="alert" className={cn("rounded-md border px-3.5 py-3", className)} {...props} />;
}

/** A notice across the whole width, above the page: a failed payment, a trial about to end. */
export function Banner({ className, ...props }: AlertProps) {
  return (
    <Notice
      data-slot="banner"
      className={cn("items-center border-b px-4 py-2.5 md:px-8", className)}
      {...props}
    />
  );
}

function Notice({ variant, title, action, className, children, ...props }: AlertProps) {
  const Icon = icons[variant ?? "info"];
  return (
    <div className={cn(alertVariants({ variant }), className)} {...props}>
      <Icon aria-hidden />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={cn(title && "text-foreground/80")}>{children}</div> : null}
      </div>
      {/* A form's refusal needs the width; it goes below. */}
      {action ? <div className="shrink-0 has-[[role=alert]]:w-full">{action}</div> : null}
    </div>
  );
}
