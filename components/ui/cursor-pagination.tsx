import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

type CursorPaginationProps = {
  /** Null where there is no such page. */
  previousHref: string | null;
  nextHref: string | null;
  /** Names the list for assistive technology: "Projects". */
  label: string;
};

/** Cursor pages have no numbers: only back and on. Renders nothing for a list of one page. */
export function CursorPagination({ previousHref, nextHref, label }: CursorPaginationProps) {
  if (!previousHref && !nextHref) return null;
  return (
    <nav data-slot="pagination" aria-label={`${label}: pages`} className="flex justify-end gap-2 pt-4">
      <PageLink href={previousHref} rel="prev">
        <ChevronLeft aria-hidden />
        Previous
      </PageLink>
      <PageLink href={nextHref} rel="next">
        Next
        <ChevronRight aria-hidden />
      </PageLink>
    </nav>
  );
}

function PageLink({ href, rel, children }: { href: string | null; rel: string; children: ReactNode }) {
  const classes = buttonVariants({ variant: "outline", size: "sm" });
  if (!href) {
    return (
      <span aria-hidden className={classes} aria-disabled>
        {children}
      </span>
    );
  }
  return (
    <Link href={href} rel={rel} className={classes}>
      {children}
    </Link>
  );
}
