import { z } from "zod";

/** A moment: a `Date` in the program, ISO 8601 in UTC on its way out. */
export const instant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (moment) => moment.toISOString(),
});
