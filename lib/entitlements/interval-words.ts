import type { Interval } from "./plans";

export const intervalLabels: Record<Interval, string> = {
  monthly: "Monthly",
  quarterly: "Quarterly",
  annual: "Annual",
};

/** After a price: "$29 a month". */
export const perInterval: Record<Interval, string> = {
  monthly: "a month",
  quarterly: "a quarter",
  annual: "a year",
};
