import type { Preview } from "@/lib/billing/stripe/changes";

/** Amount, discount and tax of a line are rounded each, then and now. */
const roundingPerLine = 3;

/**
 * The most that an imagined invoice may differ by, in minor units, for being imagined at another second than the one
 * that was shown: each credit is for the time that is left, and loses what it is worth for the time that has passed.
 */
export function driftSince(shownAt: Date, { lines, prorationDate }: Preview): number {
  const passed = Math.max(0, (prorationDate?.getTime() ?? 0) - shownAt.getTime());
  if (passed === 0) return 0;
  return lines
    .filter(({ isProration }) => isProration)
    .reduce((most, { amount, discount, tax, periodStart, periodEnd }) => {
      const left = Date.parse(periodEnd) - Date.parse(periodStart);
      const worth = left > 0 ? (Math.abs(amount - discount + tax) * passed) / left : 0;
      return most + Math.ceil(worth) + roundingPerLine;
    }, 0);
}
