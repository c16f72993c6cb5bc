import { cn } from "@/lib/platform/cn";

type MeterProps = {
  label: string;
  used: number;
  /** The cap; "unlimited" draws no bar. */
  limit: number | "unlimited";
  /** How to write a figure, such as "1.2 GB"; plain digits by default. */
  format?: (value: number) => string;
  className?: string;
};

/** Use against a cap, in words and as a bar: amber from 80 %, red at the cap. */
export function Meter({ label, used, limit, format = plainDigits, className }: MeterProps) {
  const isUnlimited = limit === "unlimited";
  return (
    <div data-slot="meter" className={cn("grid gap-1.5 text-sm", className)}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{label}</span>
        <span className="whitespace-nowrap text-muted-foreground tabular-nums">
          {format(used)} {isUnlimited ? "used" : `of ${format(limit)}`}
        </span>
      </div>
      {isUnlimited ? null : <MeterBar used={used} limit={limit} />}
    </div>
  );
}

/** Hidden from assistive technology: the figures above say the same. */
function MeterBar({ used, limit }: { used: number; limit: number }) {
  const percent = limit === 0 ? 100 : Math.min(100, Math.round((used / limit) * 100));
  return (
    <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-secondary">
      <div className={cn("h-full rounded-full", colorAt(percent))} style={{ width: `${percent}%` }} />
    </div>
  );
}

function colorAt(percent: number): string {
  if (percent >= 100) return "bg-destructive";
  return percent >= 80 ? "bg-chart-3" : "bg-primary";
}

function plainDigits(value: number): string {
  return value.toLocaleString("en-US");
}
