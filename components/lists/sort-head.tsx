"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useHref } from "@/components/ui/base-path";
import { TableHead } from "@/components/ui/table";
import { useFollow } from "@/components/ui/use-follow";

/** How a list is sorted, and where each other way leads. */
export interface Sorting {
  sort: string;
  isDescending: boolean;
  /** The path of the list under another sort, or under the other order of this one. */
  hrefOf: (sort: string, order?: "asc" | "desc") => string;
}

interface SortHeadProps {
  sort?: string;
  sorting?: Sorting;
  className?: string;
  children: ReactNode;
}

/** A column's head: a link that sorts by it, or turns the order round where the list is sorted by it already. */
export function SortHead({ sort, sorting, className, children }: SortHeadProps) {
  const href = useHref();
  const follow = useFollow();
  if (!sort || !sorting) return <TableHead className={className}>{children}</TableHead>;
  const isSorted = sorting.sort === sort;
  const { isDescending } = sorting;
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  const path = isSorted ? sorting.hrefOf(sort, isDescending ? "asc" : "desc") : sorting.hrefOf(sort);
  return (
    <TableHead
      className={className}
      aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}
    >
      <a
        href={href(path)}
        onClick={follow}
        className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
      >
        {children}
        {isSorted ? <Arrow aria-hidden className="size-3.5" /> : null}
      </a>
    </TableHead>
  );
}
