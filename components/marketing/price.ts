import {
  type Amounts,
  type Interval,
  type Plan,
  type PlanId,
  planIds,
  plans,
} from "@/lib/entitlements/plans";

const monthsIn: Record<Interval, number> = { monthly: 1, quarterly: 3, annual: 12 };

/** What twelve months cost less than by the month, in cents. */
export function savedPerYear(price: Amounts, interval: Interval): number {
  return price.monthly * 12 - price[interval] * (12 / monthsIn[interval]);
}

/** Cents a month, rounded to the cent. */
export function perMonth(price: Amounts, interval: Interval): number {
  return Math.round(price[interval] / monthsIn[interval]);
}

/** The saving in whole percent, never more than it is: every page says the same of a plan. */
export const savingPercent = (price: Amounts, interval: Interval): number =>
  Math.floor((savedPerYear(price, interval) * 100) / (price.monthly * 12));

/** The saving no paid plan stays below, in whole percent. */
export function leastSavingPercent(interval: Interval): number {
  const paid = allPlans.filter(({ plan }) => plan.price.monthly > 0);
  return Math.min(...paid.map(({ plan }) => savingPercent(plan.price, interval)));
}

/** Every plan that can be had today, in the order of the catalog. */
export const allPlans: { id: PlanId; plan: Plan }[] = planIds
  .filter((id) => plans[id].isSold)
  .map((id) => ({ id, plan: plans[id] }));

/** The plan the pricing pages point at first. */
export const popularPlan: PlanId = "professional";
