import { z } from "zod";
import { isLanguage, languages } from "./languages";
import { said } from "./said";
import { timeZones } from "./time-zone";

/** A choice of language and time zone; null leaves it to the workspace, the browser, UTC. */
export const region = z.strictObject({
  language: z.enum(languages, { error: said("region.unknownLanguage") }).nullable(),
  timeZone: z.enum(timeZones, { error: said("region.unknownTimeZone") }).nullable(),
});

/** As it was stored. A language that is spoken no more is none, and so is a zone that this machine has never heard of. */
export const regionOf = (language: string | null, timeZone: string | null): z.output<typeof region> => ({
  language: isLanguage(language) ? language : null,
  timeZone: timeZone !== null && timeZones.includes(timeZone) ? timeZone : null,
});

/** Nothing chosen. */
export const noRegion: z.output<typeof region> = { language: null, timeZone: null };
