import { useId } from "react";

interface Bar {
  /** "12 Oct": of what time. */
  label: string;
  total: number;
}

interface BarChartProps {
  /** "Projects created per week". */
  title: string;
  /** What the picture says, for who cannot see it; the figures follow as a table. */
  description: string;
  /** What the table's two columns hold: "Week of" and "Projects". */
  columns: readonly [string, string];
  bars: Bar[];
  /** Leaves room for so many, so that the first days of a month draw slim bars, not two slabs. */
  fewest?: number;
  format?: (total: number) => string;
}

const slot = 10;
const gap = 2;
const height = 100;

/** Totals over time as bars, drawn on the server, and every figure as a table. */
export function BarChart({
  title,
  description,
  columns,
  bars,
  fewest = 1,
  format = plainDigits,
}: BarChartProps) {
  const id = useId();
  const top = Math.max(1, ...bars.map(({ total }) => total));
  const slots = Math.max(bars.length, fewest);
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 text-muted-foreground text-xs tabular-nums">
        <div aria-hidden className="flex h-36 flex-col justify-between text-right leading-none">
          <span>{format(top)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-text`}
          viewBox={`0 0 ${slots * slot} ${height}`}
          preserveAspectRatio="none"
          className="h-36 w-full overflow-visible"
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-text`}>{`${description} The table below has every figure.`}</desc>
          <Gridlines width={slots * slot} />
          {bars.map(({ label, total }, index) => (
            <Column key={label} index={index} share={total / top} label={`${label}: ${format(total)}`} />
          ))}
        </svg>
        <div
          aria-hidden
          className="col-start-2 flex justify-between"
          style={{ width: `${(100 * bars.length) / slots}%` }}
        >
          {ticksOf(bars).map((label) => (
            <span key={label} className="whitespace-nowrap">
              {label}
            </span>
          ))}
        </div>
      </div>
      <figcaption>
        <BarTable {...{ title, columns, bars, format }} />
      </figcaption>
    </figure>
  );
}

function Gridlines({ width }: { width: number }) {
  return [0, 0.5, 1].map((share) => (
    <line
      key={share}
      x1={0}
      x2={width}
      y1={height * share}
      y2={height * share}
      vectorEffect="non-scaling-stroke"
      className="stroke-border"
    />
  ));
}

/** One with nothing keeps a sliver, so that it reads as zero and not as missing. */
function Column({ index, share, label }: { index: number; share: number; label: string }) {
  const tall = Math.max(share * height, 1.5);
  return (
    <rect
      x={index * slot + gap / 2}
      y={height - tall}
      width={slot - gap}
      height={tall}
      className={share > 0 ? "fill-chart-1" : "fill-border"}
    >
      <title>{label}</title>
    </rect>
  );
}

function BarTable({
  title,
  columns: [when, what],
  bars,
  format,
}: Required<Omit<BarChartProps, "description" | "fewest">>) {
  return (
    <details className="mt-3 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground underline-offset-4 hover:underline touch:min-h-11 touch:py-3">
        Show as a table
      </summary>
      <table className="mt-2 w-full tabular-nums">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="border-b text-left text-muted-foreground">
            <th scope="col" className="py-1.5 font-medium">
              {when}
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              {what}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label, total }) => (
            <tr key={label} className="border-b last:border-0">
              <th scope="row" className="py-1.5 text-left font-normal">
                {label}
              </th>
              <td className="py-1.5 text-right">{format(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** The first, the middle and the last: more do not fit on a phone, and of few bars only the first does. */
function ticksOf(bars: Bar[]): string[] {
  const last = bars.length - 1;
  const indexes = last < 5 ? [0] : last < 9 ? [0, last] : [0, Math.floor(bars.length / 2), last];
  return indexes.flatMap((index) => bars[index]?.label ?? []);
}

function plainDigits(total: number): string {
  return total.toLocaleString("en-US");
}
