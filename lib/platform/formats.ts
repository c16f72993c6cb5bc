import type { Language } from "./languages";
import { placesIn } from "./money";

/** How moments, amounts and lists are written for one reader. */
export interface Formats {
  /** "4 December 2026". */
  day(at: Date): string;
  /** Where there is little room and no doubt about the year: "4 Dec". */
  shortDay(at: Date): string;
  /** To the minute, with the name of the zone: "31 January 2027 at 10:00 CET". */
  exact(at: Date): string;
  /** "3 hours ago", "in 3 days"; the day itself where that is more than a month away. */
  ago(at: Date, now: Date): string;
  /** In whole days, however far: "in 6 days", "today". */
  inDays(at: Date, now: Date): string;
  /** Minor units with their cents: `money(29_900, "usd")` is "$299.00". */
  money(minorUnits: number, currency: string): string;
  /** As a price list shows it, whole amounts without cents: "$299", "€15.50". */
  price(minorUnits: number, currency: string): string;
  /** "12,000". */
  number(value: number): string;
  /** A share of one: `percent(0.2)` is "20%". */
  percent(share: number): string;
  /** "Ada, Grace and Edsger". */
  list(words: string[]): string;
  /** "@acme.com or @acme.de". */
  anyOf(words: string[]): string;
}

interface Written {
  /** A language alone would leave 4/12 to guess, so days in English are written as all of its readers understand. */
  days: string;
  numbers: string;
  justNow: string;
}

const written: Record<Language, Written> = {
  en: { days: "en-GB", numbers: "en-US", justNow: "just now" },
  de: { days: "de-DE", numbers: "de-DE", justNow: "gerade eben" },
};

/** Formats in a language, with moments as clocks of an IANA zone show them. Made once for each pair. */
export function formatsOf(language: Language, timeZone = "UTC"): Formats {
  const key = `${language} ${timeZone}`;
  const known = made.get(key) ?? make(language, timeZone);
  made.set(key, known);
  return known;
}

const made = new Map<string, Formats>();

function make(language: Language, timeZone: string): Formats {
  const { days, numbers, justNow } = written[language];
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(days, { timeZone, ...options });
  const dayFormat = dates({ day: "numeric", month: "long", year: "numeric" });
  const shortDayFormat = dates({ day: "numeric", month: "short" });
  const mediumFormat = dates({ dateStyle: "medium" });
  const exactFormat = dates({ dateStyle: "long", timeStyle: "short" });
  const zoneFormat = dates({ timeZoneName: "short" });
  const relative = new Intl.RelativeTimeFormat(days, { numeric: "auto" });
  const list = new Intl.ListFormat(days);
  const choice = new Intl.ListFormat(days, { type: "disjunction" });
  const plain = new Intl.NumberFormat(numbers);
  const share = new Intl.NumberFormat(numbers, { style: "percent", maximumFractionDigits: 2 });

  const zoneAt = (at: Date) =>
    zoneFormat.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
  const amount = (minorUnits: number, currency: string, trailingZeroDisplay: "auto" | "stripIfInteger") =>
    new Intl.NumberFormat(numbers, { style: "currency", currency, trailingZeroDisplay }).format(
      minorUnits / 10 ** placesIn(currency),
    );

  return {
    day: (at) => dayFormat.format(at),
    shortDay: (at) => shortDayFormat.format(at),
    exact: (at) => `${exactFormat.format(at)} ${zoneAt(at)}`,
    ago(at, now) {
      const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
      if (minutes === 0) return justNow;
      if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
      if (Math.abs(minutes) < 60 * 24) return relative.format(Math.round(minutes / 60), "hour");
      const away = Math.round(minutes / 60 / 24);
      return Math.abs(away) < 30 ? relative.format(away, "day") : mediumFormat.format(at);
    },
    inDays: (at, now) => relative.format(Math.round((at.getTime() - now.getTime()) / 86_400_000), "day"),
    money: (minorUnits, currency) => amount(minorUnits, currency, "auto"),
    price: (minorUnits, currency) => amount(minorUnits, currency, "stripIfInteger"),
    number: (value) => plain.format(value),
    percent: (value) => share.format(value),
    list: (words) => list.format(words),
    anyOf: (words) => choice.format(words),
  };
}
