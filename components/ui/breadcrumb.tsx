import { ChevronRight, Ellipsis } from "lucide-react";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { useTranslations } from "#translations";
import { cn } from "@/lib/platform/cn";

export function Breadcrumb(props: ComponentProps<"nav">) {
  const t = useTranslations("parts");
  return <nav data-slot="breadcrumb" aria-label={t("breadcrumb")} {...props} />;
}

export function BreadcrumbList({ className, ...props }: ComponentProps<"ol">) {
  return (
    <ol
      data-slot="breadcrumb-list"
      className={cn("flex flex-wrap items-center gap-1.5 text-muted-foreground text-sm", className)}
      {...props}
    />
  );
}

export function BreadcrumbItem({ className, ...props }: ComponentProps<"li">) {
  return (
    <li
      data-slot="breadcrumb-item"
      className={cn("inline-flex items-center gap-1.5", className)}
      {...props}
    />
  );
}

export function BreadcrumbLink({
  asChild,
  className,
  ...props
}: ComponentProps<"a"> & { asChild?: boolean }) {
  const Element = asChild ? Slot : "a";
  return (
    <Element
      data-slot="breadcrumb-link"
      className={cn(
        "rounded-sm hover:text-foreground touch:inline-flex touch:min-h-11 touch:items-center",
        className,
      )}
      {...props}
    />
  );
}

export function BreadcrumbPage({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      data-slot="breadcrumb-page"
      aria-current="page"
      className={cn("text-foreground", className)}
      {...props}
    />
  );
}

export function BreadcrumbSeparator({ children, className, ...props }: ComponentProps<"li">) {
  return (
    <li
      aria-hidden
      data-slot="breadcrumb-separator"
      className={cn("[&>svg]:size-3.5 rtl:[&>svg]:rotate-180", className)}
      {...props}
    >
      {children ?? <ChevronRight />}
    </li>
  );
}

export function BreadcrumbEllipsis({ className, ...props }: ComponentProps<"span">) {
  const t = useTranslations("parts");
  return (
    <span
      data-slot="breadcrumb-ellipsis"
      className={cn("grid size-9 place-items-center", className)}
      {...props}
    >
      <Ellipsis aria-hidden className="size-4" />
      <span className="sr-only">{t("more")}</span>
    </span>
  );
}
