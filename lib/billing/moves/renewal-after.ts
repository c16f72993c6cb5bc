/**
 * The first renewal at or after a moment, of a subscription that renews at `periodEnd` and then every so many months. Months
 * are counted from `periodEnd`, so that the 31st is not worn down to the 28th.
 */
export function renewalAfter(periodEnd: Date, months: number, moment: Date): Date {
  for (let count = 0; ; count++) {
    const renewal = addMonths(periodEnd, count * months);
    if (renewal >= moment) return renewal;
  }
}

/** The same day and time so many months later, or the last day of a month that has no such day. UTC. */
function addMonths(date: Date, months: number): Date {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const later = new Date(date);
  later.setUTCFullYear(year, month, Math.min(date.getUTCDate(), lastDay));
  return later;
}

/** How many months a period has, by its ends. */
export function monthsOf(start: Date, end: Date): number {
  const months =
    (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  return Math.max(1, months);
}
