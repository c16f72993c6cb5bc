import type { Moment } from "@/components/ui/relative-time";
import { clock } from "@/lib/platform/clock";

/** A moment as a reader wants it. Made on the server, as text, so that the browser's clock and zone change nothing. */
export function momentOf(at: Date, now = clock.now()): Moment {
  return { iso: at.toISOString(), ago: ago(at, now), exact: exactIn("UTC", at) };
}

/** "31 January 2027 at 10:00 CET": to the minute, as clocks of an IANA zone show it. */
export const exactIn = (timeZone: string, at: Date): string =>
  `${exactFormat(timeZone).format(at)} ${nameOf(timeZone, at)}`;

const nameOf = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? timeZone;

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const dayFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });
const exactFormat = (timeZone: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone });

function ago(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (minutes === 0) return "just now";
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), "hour");
  const days = Math.round(minutes / 60 / 24);
  return Math.abs(days) < 30 ? relative.format(days, "day") : dayFormat.format(at);
}
