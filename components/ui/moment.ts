import type { Moment } from "@/components/ui/relative-time";
import { clock } from "@/lib/platform/clock";
import { type Formats, formatsOf } from "@/lib/platform/formats";

/** A moment as a reader wants it. Made on the server, as text, so that the browser's clock and zone change nothing. */
export function momentOf(at: Date, formats: Formats = formatsOf("en"), now = clock.now()): Moment {
  return { iso: at.toISOString(), ago: formats.ago(at, now), exact: formats.exact(at) };
}

/** "31 January 2027 at 10:00 CET": to the minute, as clocks of an IANA zone show it. */
export const exactIn = (timeZone: string, at: Date): string => formatsOf("en", timeZone).exact(at);
