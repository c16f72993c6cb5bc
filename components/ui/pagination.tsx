import { ChevronLeft, ChevronRight, Ellipsis } from "lucide-react";
import type { ComponentProps } from "react";
import { useTranslations } from "#translations";
import { type Button, buttonVariants } from "@/components/ui/button";
import { cn } from "@/lib/platform/cn";

/** Numbered pages. Our own lists go by cursor and have none: `CursorPagination`. */
export function Pagination({ className, ...props }: ComponentProps<"nav">) {
  const t = useTranslations("parts");
  return (
    <nav
      data-slot="pagination"
      aria-label={t("pages")}
      className={cn("flex w-full justify-center", className)}
      {...props}
    />
  );
}

export function PaginationContent({ className, ...props }: ComponentProps<"ul">) {
  return (
    <ul data-slot="pagination-content" className={cn("flex items-center gap-1", className)} {...props} />
  );
}

export function PaginationItem(props: ComponentProps<"li">) {
  return <li data-slot="pagination-item" {...props} />;
}

type PaginationLinkProps = ComponentProps<"a"> &
  Pick<ComponentProps<typeof Button>, "size"> & { isActive?: boolean };

export function PaginationLink({ className, isActive, size = "icon", ...props }: PaginationLinkProps) {
  return (
    <a
      data-slot="pagination-link"
      data-active={isActive}
      aria-current={isActive ? "page" : undefined}
      className={cn(buttonVariants({ variant: isActive ? "outline" : "ghost", size }), className)}
      {...props}
    />
  );
}

export function PaginationPrevious(props: ComponentProps<typeof PaginationLink>) {
  const t = useTranslations("parts");
  return (
    <PaginationLink rel="prev" size="default" {...props}>
      <ChevronLeft aria-hidden className="rtl:rotate-180" />
      {t("previous")}
    </PaginationLink>
  );
}

export function PaginationNext(props: ComponentProps<typeof PaginationLink>) {
  const t = useTranslations("parts");
  return (
    <PaginationLink rel="next" size="default" {...props}>
      {t("next")}
      <ChevronRight aria-hidden className="rtl:rotate-180" />
    </PaginationLink>
  );
}

export function PaginationEllipsis({ className, ...props }: ComponentProps<"span">) {
  const t = useTranslations("parts");
  return (
    <span
      data-slot="pagination-ellipsis"
      className={cn("grid size-9 place-items-center", className)}
      {...props}
    >
      <Ellipsis aria-hidden className="size-4" />
      <span className="sr-only">{t("more")}</span>
    </span>
  );
}
