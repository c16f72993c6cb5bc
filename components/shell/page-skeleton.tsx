import type { ReactNode } from "react";
import type { Looks } from "@/components/shell/navigation-items";
import { PageBody, type PageWidth } from "@/components/shell/page-body";
import { Skeleton } from "@/components/ui/skeleton";

const drawings: Record<Looks, () => ReactNode> = {
  dashboard: () => (
    <>
      <Skeleton className="h-24 rounded-lg" />
      <div className="grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
      </div>
    </>
  ),
  list: () => (
    <>
      <Skeleton className="h-9 max-w-72" />
      <div className="grid divide-y rounded-lg border bg-card">
        {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
          <div key={row} className="flex h-12 items-center gap-6 px-4">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-4 w-1/5 max-md:hidden" />
            <Skeleton className="ml-auto h-4 w-16" />
          </div>
        ))}
      </div>
    </>
  ),
  detail: () => (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <CardOutline lines={4} />
      <CardOutline lines={2} />
    </div>
  ),
  form: () => (
    <>
      <CardOutline lines={2} />
      <CardOutline lines={3} />
    </>
  ),
  billing: () => (
    <>
      <Skeleton className="h-40 rounded-lg" />
      <div className="grid gap-6 md:grid-cols-3">
        <Skeleton className="h-56 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
      <CardOutline lines={3} />
    </>
  ),
};

/** The outline of a page that is not there yet. */
export function PageSkeleton({ looks, width }: { looks: Looks; width: PageWidth }) {
  const draw = drawings[looks];
  return (
    <PageBody width={width}>
      <div className="mb-6 grid gap-2">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <div className="grid gap-6">{draw()}</div>
    </PageBody>
  );
}

function CardOutline({ lines }: { lines: number }) {
  return (
    <div className="grid gap-4 rounded-lg border bg-card p-5">
      <Skeleton className="h-5 w-40" />
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outlines are all the same
        <Skeleton key={line} className="h-9" />
      ))}
    </div>
  );
}
