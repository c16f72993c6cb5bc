import type { Currency } from "@/lib/entitlements/currencies";
import { type Interval, type Plan, type PlanId, planIds, plans } from "@/lib/entitlements/plans";
import { savingPercent } from "@/lib/entitlements/savings";

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
