const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/;
const day = 86_400_000;

/**
 * The moment at which clocks of an IANA zone show a local time such as `2027-03-28T09:30`. Null for what is no such time or
 * zone. As calendars do (RFC 5545): of an hour that comes twice the first is meant, and a time that clocks skip is as much
 * later as they are put forward.
 */
export function instantIn(timeZone: string, local: string): Date | null {
  const asUtc = pattern.test(local) ? Date.parse(`${local}Z`) : Number.NaN;
  if (Number.isNaN(asUtc) || !isTimeZone(timeZone)) return null;
  const [before, after] = [offsetAt(asUtc - day, timeZone), offsetAt(asUtc + day, timeZone)];
  const moments = [before, after]
    .map((offset) => asUtc - offset)
    .filter((at) => at + offsetAt(at, timeZone) === asUtc);
  return new Date(moments.length > 0 ? Math.min(...moments) : asUtc - before);
}

/** What clocks of a zone show at a moment, to the minute, as a date-time field holds it: `2027-03-28T09:30`. */
export const localIn = (timeZone: string, at: Date): string =>
  new Date(at.getTime() + offsetAt(at.getTime(), timeZone)).toISOString().slice(0, 16);

/** The zone of this machine: in a browser, its person's. */
export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone that somebody may choose, in the order of the alphabet. */
export const timeZones: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")].filter(
  (zone, index, all) => all.indexOf(zone) === index,
);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** Milliseconds by which a zone's clocks are ahead of UTC, to the second as the zone's own history has it. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, calendar: "iso8601", numberingSystem: "latn", hourCycle: "h23" },
    ...{
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    },
  } as const).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return shown - Math.floor(at / 1_000) * 1_000;
}
