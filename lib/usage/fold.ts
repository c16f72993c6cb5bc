import { digest } from "./digest";
import type { MetricId } from "./metrics";

/** An event that counts: parsed, placed in its period, its value in billionths. */
export interface Counted {
  key: string;
  id: string;
  source: string;
  payloadHash: string;
  metric: MetricId;
  time: Date;
  value: bigint;
  /** The value as it was written, for the row: it need not be put into words again. */
  decimal: string;
  subject: string | null;
  uniqueHash: string | null;
  /** As canonical JSON. */
  dims: string;
  periodStart: Date;
  isLate: boolean;
}

/** What many events of one hour add up to. Every part of it can be merged in any order, in any grouping. */
export interface Rollup extends Pick<Counted, "metric" | "periodStart" | "isLate"> {
  hour: Date;
  dimsKey: string;
  dims: string;
  count: number;
  sum: bigint;
  max: bigint;
  min: bigint;
  last: { time: Date; id: string; value: bigint };
}

/** Folds events into a roll-up per metric, period, hour and dimensions, in the order in which rows are to be locked. */
export function fold(events: Counted[]): Rollup[] {
  const rollups = new Map<string, Rollup>();
  const dimsKeys = new Map<string, string>();
  for (const event of events) {
    const { dims } = event;
    const dimsKey = dimsKeys.get(dims) ?? digest(dims);
    dimsKeys.set(dims, dimsKey);
    const hour = hourOf(event.time);
    const place = [event.metric, sortable(event.periodStart), hour, event.isLate ? 1 : 0, dimsKey].join();
    const known = rollups.get(place);
    if (known) add(known, event);
    else rollups.set(place, begin(event, { hour: new Date(hour), dims, dimsKey }));
  }
  return [...rollups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, rollup]) => rollup);
}

/** Of one length until the year 2286, so that text sorts like time. */
const sortable = (time: Date): string => String(time.getTime()).padStart(13, "0");

const hourMs = 3_600_000;
const hourOf = (time: Date): number => Math.floor(time.getTime() / hourMs) * hourMs;

function begin(event: Counted, at: Pick<Rollup, "hour" | "dims" | "dimsKey">): Rollup {
  const { metric, periodStart, isLate, time, id, value } = event;
  return {
    ...{ metric, periodStart, isLate, ...at },
    ...{ count: 1, sum: value, max: value, min: value, last: { time, id, value } },
  };
}

function add(rollup: Rollup, { time, id, value }: Counted): void {
  rollup.count++;
  rollup.sum += value;
  if (value > rollup.max) rollup.max = value;
  if (value < rollup.min) rollup.min = value;
  if (isAfter({ time, id }, rollup.last)) rollup.last = { time, id, value };
}

/** By time, and of equals by id. */
function isAfter(a: { time: Date; id: string }, b: { time: Date; id: string }): boolean {
  const difference = a.time.getTime() - b.time.getTime();
  return difference > 0 || (difference === 0 && a.id > b.id);
}
