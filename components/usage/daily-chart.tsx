import { useId } from "react";

type Day = { day: string; total: number };

type DailyChartProps = {
  /** "API calls": what is counted. */
  noun: string;
  days: Day[];
  format: (total: number) => string;
};

const slot = 10;
const gap = 2;
const height = 100;

/** Bars, one a day, drawn on the server. The figures are also there as a table, for whoever wants to read them. */
export function DailyChart({ noun, days, format }: DailyChartProps) {
  const id = useId();
  const top = Math.max(1, ...days.map(({ total }) => total));
  // A period that began yesterday draws slim bars, not two slabs.
  const width = Math.max(days.length, 14) * slot;
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 text-muted-foreground text-xs tabular-nums">
        <div aria-hidden className="flex h-32 flex-col justify-between text-right leading-none">
          <span>{format(top)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-text`}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="h-32 w-full overflow-visible"
        >
          <title id={`${id}-title`}>{`${noun} per day`}</title>
          <desc
            id={`${id}-text`}
          >{`At most ${format(top)} on a day. The table below has every figure.`}</desc>
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              x1={0}
              x2={width}
              y1={height * share}
              y2={height * share}
              vectorEffect="non-scaling-stroke"
              className="stroke-border"
            />
          ))}
          {days.map(({ day, total }, index) => (
            <Bar key={day} index={index} share={total / top} label={`${dayWords(day)}: ${format(total)}`} />
          ))}
        </svg>
        <div aria-hidden className="col-start-2 flex justify-between">
          <span>{dayWords(days[0]?.day)}</span>
          {days.length > 1 ? <span>{dayWords(days.at(-1)?.day)}</span> : null}
        </div>
      </div>
      <figcaption>
        <DayTable noun={noun} days={days} format={format} />
      </figcaption>
    </figure>
  );
}

/** A day with none keeps a sliver, so that it reads as zero and not as missing. */
function Bar({ index, share, label }: { index: number; share: number; label: string }) {
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

function DayTable({ noun, days, format }: DailyChartProps) {
  return (
    <details className="mt-3 text-sm">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground underline-offset-4 hover:underline touch:min-h-11 touch:py-3">
        Every day as a table
      </summary>
      <table className="mt-2 w-full tabular-nums">
        <caption className="sr-only">{`${noun} per day`}</caption>
        <thead>
          <tr className="border-b text-left text-muted-foreground">
            <th scope="col" className="py-1.5 font-medium">
              Day
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              {noun}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, total }) => (
            <tr key={day} className="border-b last:border-0">
              <th scope="row" className="py-1.5 text-left font-normal">
                {dayWords(day)}
              </th>
              <td className="py-1.5 text-right">{format(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayWords = (day = ""): string => (day ? words.format(new Date(day)) : "");
