import { useId } from "react";

/** `startsAt` is the Monday, 00:00 UTC. */
export type Week = { startsAt: Date; total: number };

const slot = 10;
const gap = 2.5;
const height = 100;

/** Bars, one a week, drawn on the server. The figures are also there as a table for who cannot see them. */
export function WeeklyChart({ weeks, noun }: { weeks: Week[]; noun: string }) {
  const id = useId();
  const top = Math.max(1, ...weeks.map(({ total }) => total));
  const sum = weeks.reduce((before, { total }) => before + total, 0);
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-2 text-muted-foreground text-xs tabular-nums">
        <div aria-hidden className="flex h-36 flex-col justify-between text-right leading-none">
          <span>{top}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-labelledby={`${id}-title ${id}-text`}
          viewBox={`0 0 ${weeks.length * slot} ${height}`}
          preserveAspectRatio="none"
          className="h-36 w-full overflow-visible"
        >
          <title id={`${id}-title`}>{`${noun} created per week`}</title>
          <desc id={`${id}-text`}>
            {`${sum} in ${weeks.length} weeks; ${top} in the busiest one. The table below has every figure.`}
          </desc>
          <Gridlines width={weeks.length * slot} />
          {weeks.map(({ startsAt, total }, index) => (
            <Bar key={startsAt.toISOString()} index={index} share={total / top}>
              {`Week of ${dayOf(startsAt)}: ${total}`}
            </Bar>
          ))}
        </svg>
        <div aria-hidden className="col-start-2 flex justify-between">
          {ticksOf(weeks).map((label) => (
            <span key={label}>{label}</span>
          ))}
        </div>
      </div>
      <figcaption className="sr-only">
        <WeekTable weeks={weeks} noun={noun} />
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

/** A week with none keeps a sliver, so that it reads as zero and not as missing. */
function Bar({ index, share, children }: { index: number; share: number; children: string }) {
  const tall = Math.max(share * height, 1.5);
  return (
    <rect
      x={index * slot + gap / 2}
      y={height - tall}
      width={slot - gap}
      height={tall}
      className={share > 0 ? "fill-chart-1" : "fill-border"}
    >
      <title>{children}</title>
    </rect>
  );
}

function WeekTable({ weeks, noun }: { weeks: Week[]; noun: string }) {
  return (
    <table>
      <caption>{`${noun} created per week`}</caption>
      <thead>
        <tr>
          <th scope="col">Week of</th>
          <th scope="col">{noun}</th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ startsAt, total }) => (
          <tr key={startsAt.toISOString()}>
            <th scope="row">{dayOf(startsAt)}</th>
            <td>{total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const dayOf = (at: Date) => format.format(at);

/** The first week, the middle and the last: more do not fit on a phone. */
const ticksOf = (weeks: Week[]) =>
  [0, Math.floor(weeks.length / 2), weeks.length - 1].flatMap((index) => {
    const week = weeks[index];
    return week ? [dayOf(week.startsAt)] : [];
  });
