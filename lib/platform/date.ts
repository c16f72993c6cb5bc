const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A UTC day in words: "4 December 2026". */
export const formatDay = (date: Date): string => day.format(date);

/** The same where there is little room and no doubt about the year: "4 Dec". */
export const formatShortDay = (date: Date): string => shortDay.format(date);
