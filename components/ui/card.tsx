import type { ComponentProps } from "react";
import { cn } from "@/lib/platform/cn";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      data-slot="card"
      className={cn("min-w-0 rounded-lg border bg-card text-card-foreground shadow-xs", className)}
      {...props}
    />
  );
}

/** Title and description on the left; a `CardAction` among the children goes right. */
export function CardHeader({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card-header"
      className={cn(
        "grid items-start gap-x-4 gap-y-1 px-5 pt-4 pb-3 has-data-[slot=card-action]:grid-cols-[1fr_auto]",
        className,
      )}
      {...props}
    />
  );
}

export function CardTitle({ className, ...props }: ComponentProps<"h2">) {
  return (
    <h2
      data-slot="card-title"
      className={cn("font-semibold text-[0.9375rem] leading-6 tracking-[-0.006em]", className)}
      {...props}
    />
  );
}

export function CardDescription({ className, ...props }: ComponentProps<"p">) {
  return (
    <p data-slot="card-description" className={cn("text-muted-foreground text-sm", className)} {...props} />
  );
}

export function CardAction({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card-action"
      className={cn(
        "col-start-2 row-span-2 row-start-1 self-start",
        // A form's refusal needs the width; it goes below the title.
        "has-[[role=alert]]:col-span-full has-[[role=alert]]:row-span-1 has-[[role=alert]]:row-start-3",
        className,
      )}
      {...props}
    />
  );
}

export function CardContent({ className, ...props }: ComponentProps<"div">) {
  return <div data-slot="card-content" className={cn("px-5 pb-5 first:pt-5", className)} {...props} />;
}

/** The strip under a card: what the form says on the left, its button on the right. */
export function CardFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="card-footer"
      className={cn(
        "flex flex-wrap items-center justify-between gap-3 rounded-b-lg border-t bg-muted/60 px-5 py-3 text-muted-foreground text-sm",
        className,
      )}
      {...props}
    />
  );
}
