import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { Label } from "@/components/ui/label";
import { Separator } from "@/components/ui/separator";
import { cn } from "@/lib/platform/cn";

// Parts to put together by hand. What our forms take is `LabeledField` and `FormField`, which tie label, hint and error themselves.

export function FieldSet({ className, ...props }: ComponentProps<"fieldset">) {
  return <fieldset data-slot="field-set" className={cn("grid min-w-0 gap-5", className)} {...props} />;
}

type FieldLegendProps = ComponentProps<"legend"> & { variant?: "legend" | "label" };

export function FieldLegend({ className, variant = "legend", ...props }: FieldLegendProps) {
  return (
    <legend
      data-slot="field-legend"
      data-variant={variant}
      className={cn("mb-2 font-medium text-base data-[variant=label]:text-sm", className)}
      {...props}
    />
  );
}

export function FieldGroup({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="field-group"
      className={cn("group/field-group @container/field-group grid w-full gap-5", className)}
      {...props}
    />
  );
}

const beside = "flex-row items-center [&>[data-slot=field-label]]:flex-auto";

const fieldVariants = cva("group/field flex w-full min-w-0 gap-1.5 data-[invalid=true]:text-danger", {
  variants: {
    orientation: {
      vertical: "flex-col [&>*]:w-full [&>.sr-only]:w-auto",
      horizontal: cn(beside, "gap-3"),
      responsive:
        "flex-col @md/field-group:flex-row @md/field-group:items-center @md/field-group:gap-3 @md/field-group:[&>[data-slot=field-label]]:flex-auto",
    },
  },
  defaultVariants: { orientation: "vertical" },
});

type FieldProps = ComponentProps<"div"> & VariantProps<typeof fieldVariants>;

export function Field({ className, orientation = "vertical", ...props }: FieldProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: one control and its label are a group, and no fieldset with a legend.
    <div
      role="group"
      data-slot="field"
      data-orientation={orientation}
      className={cn(fieldVariants({ orientation }), className)}
      {...props}
    />
  );
}

export function FieldContent({ className, ...props }: ComponentProps<"div">) {
  return (
    <div data-slot="field-content" className={cn("grid flex-1 gap-1 leading-snug", className)} {...props} />
  );
}

export function FieldLabel({ className, ...props }: ComponentProps<typeof Label>) {
  return (
    <Label
      data-slot="field-label"
      className={cn(
        "w-fit group-data-[disabled=true]/field:opacity-50",
        // Around a whole field it is the card to choose.
        "has-[>[data-slot=field]]:w-full has-[>[data-slot=field]]:rounded-md has-[>[data-slot=field]]:border has-[>[data-slot=field]]:p-3.5 has-data-[state=checked]:border-primary has-data-[state=checked]:bg-brand-subtle",
        className,
      )}
      {...props}
    />
  );
}

export function FieldTitle({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="field-label"
      className={cn(
        "flex w-fit items-center gap-2 font-medium text-sm group-data-[disabled=true]/field:opacity-50",
        className,
      )}
      {...props}
    />
  );
}

export function FieldDescription({ className, ...props }: ComponentProps<"p">) {
  return (
    <p
      data-slot="field-description"
      className={cn(
        "text-[0.8125rem] text-muted-foreground [&>a]:underline [&>a]:underline-offset-4",
        className,
      )}
      {...props}
    />
  );
}

/** A line between fields, with a word in its middle if it has children. */
export function FieldSeparator({ children, className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="field-separator"
      data-content={Boolean(children)}
      className={cn("flex items-center gap-3 text-muted-foreground text-sm", className)}
      {...props}
    >
      <Separator className="flex-1" />
      {children ? <span data-slot="field-separator-content">{children}</span> : null}
      {children ? <Separator className="flex-1" /> : null}
    </div>
  );
}

type FieldErrorProps = ComponentProps<"div"> & { errors?: Array<{ message?: string } | undefined> };

/** The children, else each different message once. Nothing where there is none. */
export function FieldError({ className, children, errors = [], ...props }: FieldErrorProps) {
  const messages = [...new Set(errors.flatMap((error) => error?.message ?? []))];
  if (!children && messages.length === 0) return null;
  return (
    <div
      role="alert"
      data-slot="field-error"
      className={cn("grid gap-0.5 text-[0.8125rem] text-danger", className)}
      {...props}
    >
      {children ?? messages.map((message) => <p key={message}>{message}</p>)}
    </div>
  );
}
