"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Sorting } from "@/components/lists/sorting";
import { useHref } from "@/components/ui/base-path";
import { TableHead } from "@/components/ui/table";
import { useFollow } from "@/components/ui/use-follow";

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
  const path = sort && sorting?.paths[sort];
  if (!sorting || !path) return <TableHead className={className}>{children}</TableHead>;
  const isSorted = sorting.sort === sort;
  const { isDescending } = sorting;
  const Arrow = isDescending ? ArrowDown : ArrowUp;
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
