const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** A UTC day in words: "4 December 2026". */
export const formatDay = (date: Date): string => day.format(date);
