export const HOUR = 3600;
export const DAY = 24 * HOUR;

export interface Interval {
  interval: string;
  interval_count: number;
}

export interface Period {
  start: number;
  end: number;
}

/**
 * The k-th boundary, in seconds UTC. Months are counted from the anchor, never from the boundary before, and the day
 * is clamped to the month: 31 January, 28 February, 31 March (docs: billing-cycle).
 */
export function boundary(anchor: number, { interval, interval_count }: Interval, k: number): number {
  const steps = interval_count * k;
  if (interval === "day") return anchor + steps * DAY;
  if (interval === "week") return anchor + steps * 7 * DAY;
  return addMonths(anchor, interval === "year" ? steps * 12 : steps);
}

/** The period of the interval around `at`: start ≤ at < end. */
export function periodAround(anchor: number, every: Interval, at: number): Period {
  let k = Math.floor((at - anchor) / roughSeconds(every)) - 1;
  while (boundary(anchor, every, k + 1) <= at) k++;
  return { start: boundary(anchor, every, k), end: boundary(anchor, every, k + 1) };
}

export function roughSeconds({ interval, interval_count }: Interval): number {
  const days = { day: 1, week: 7, month: 31, year: 366 }[interval] ?? 31;
  return days * DAY * interval_count;
}

export function addMonths(seconds: number, months: number): number {
  const from = new Date(seconds * 1000);
  const target = new Date(from);
  target.setUTCDate(1);
  target.setUTCMonth(from.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(target.getTime() / 1000);
}
