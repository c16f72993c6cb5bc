import type { Currency } from "@/lib/entitlements/currencies";
import type { Amounts } from "@/lib/entitlements/plan-amounts";
import { type Interval, type Plan, type PlanId, planIds, plans } from "@/lib/entitlements/plans";

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

/** The saving no paid plan stays below, in whole percent. */
export function leastSavingPercent(interval: Interval, currency: Currency): number {
  const prices = allPlans.map(({ plan }) => plan.price[currency]).filter(({ monthly }) => monthly > 0);
  return Math.min(...prices.map((price) => savingPercent(price, interval)));
}

/** Every plan that can be had today, in the order of the catalog. */
export const allPlans: { id: PlanId; plan: Plan }[] = planIds
  .filter((id) => plans[id].isSold)
  .map((id) => ({ id, plan: plans[id] }));

/** The plan the pricing pages point at first. */
export const popularPlan: PlanId = "professional";
