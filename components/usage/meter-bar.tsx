import { cn } from "@/lib/platform/cn";

type MeterBarProps = { label: string; used: number; limit: number };

/** Use against a limit; what is over it shows behind the mark. Drawn as SVG: its length is data, not style. */
export function MeterBar({ label, used, limit }: MeterBarProps) {
  const whole = Math.max(used, limit, 1);
  const within = (Math.min(used, limit) / whole) * 100;
  const over = (Math.max(0, used - limit) / whole) * 100;
  const percent = limit === 0 ? 100 : Math.round((used / limit) * 100);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${percent} percent used`}
      viewBox="0 0 100 2"
      preserveAspectRatio="none"
      className="h-2 w-full overflow-hidden rounded-full bg-secondary"
    >
      <rect width={within} height={2} className={colorAt(percent)} />
      {over > 0 ? <rect x={within} width={over} height={2} className="fill-chart-3" /> : null}
    </svg>
  );
}

function colorAt(percent: number): string {
  if (percent < 80) return "fill-primary";
  return cn(percent === 100 ? "fill-destructive" : percent > 100 ? "fill-primary" : "fill-chart-3");
}
