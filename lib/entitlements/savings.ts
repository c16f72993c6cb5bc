import type { Amounts } from "./plan-amounts";
import type { Interval } from "./plans";

const monthsIn: Record<Interval, number> = { monthly: 1, quarterly: 3, annual: 12 };

/** What twelve months cost less than by the month, in minor units. */
export function savedPerYear(price: Amounts, interval: Interval): number {
  return price.monthly * 12 - price[interval] * (12 / monthsIn[interval]);
}

/** What a month comes to, rounded to the minor unit. */
export function perMonth(price: Amounts, interval: Interval): number {
  return Math.round(price[interval] / monthsIn[interval]);
}

/** The saving in whole percent, never more than it is: every page says the same of a plan. */
export const savingPercent = (price: Amounts, interval: Interval): number =>
  Math.floor((savedPerYear(price, interval) * 100) / (price.monthly * 12));
