import type { ReactNode } from "react";
import { cn } from "@/lib/platform/cn";

/** A row of figures under one hairline frame. */
export function StatGrid({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <dl
      data-slot="stat-grid"
      className={cn(
        "grid gap-px overflow-hidden rounded-lg border bg-border shadow-xs grid-cols-2 lg:grid-cols-4",
        className,
      )}
    >
      {children}
    </dl>
  );
}

type StatProps = { label: string; value: ReactNode; note?: ReactNode };

export function Stat({ label, value, note }: StatProps) {
  return (
    <div data-slot="stat" className="bg-card px-4 py-3.5 sm:px-5 sm:py-4">
      <dt className="text-muted-foreground text-sm">{label}</dt>
      <dd className="mt-1 font-semibold text-2xl tabular-nums tracking-[-0.02em]">{value}</dd>
      {note ? <dd className="mt-0.5 text-muted-foreground text-xs">{note}</dd> : null}
    </div>
  );
}
