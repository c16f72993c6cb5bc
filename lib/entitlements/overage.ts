import type { CarriedUsage } from "@/db/schema/tenant";
import type { Currency } from "./currencies";
import { currencyOf, type Entitlement, limitOf } from "./entitlement";
import { type Feature, ruleOf } from "./features";
import { type Plan, planIds, plans } from "./plans";

/**
 * What so many calls of a period cost beyond a plan, in minor units; null where nothing is billed. Of the plan's own quota: an
 * exception lets more in but changes no price. Stripe rounds the sum, not each call.
 */
export function overageCost({ apiOverage, limits }: Plan, used: number, currency: Currency): number | null {
  if (apiOverage === null) return null;
  const { apiCallsPerMonth: included } = limits;
  const over = included === "unlimited" ? 0 : Math.max(0, used - included);
  return Math.round((over * apiOverage[currency]) / 1_000);
}

/** What was billed beyond the plans that were held earlier in a billing period, in minor units of one currency. */
export function costBefore(billed: CarriedUsage["billed"], currency: Currency): number {
  return billed.reduce((sum, { terms, amount }) => {
    const plan = planIds.find((one) => one === terms);
    const price = plan && plans[plan].apiOverage?.[currency];
    return sum + Math.round(((price ?? 0) * Number(amount)) / 1_000);
  }, 0);
}

interface Held {
  at?: Date;
  /** What the billing period has billed under the plans before this one: a cap is on all of it. */
  billedBefore?: CarriedUsage["billed"];
}

/**
 * Where the use of a metered feature stops: at its limit, or, where what is above it is billed, where the workspace's own cap
 * on spending is reached. Null where it stops nowhere.
 */
export function hardLimitOf(
  entitlement: Entitlement,
  feature: Feature,
  { at, billedBefore = [] }: Held = {},
): number | null {
  const rule = ruleOf(feature);
  const plan = plans[entitlement.planId];
  if (rule.kind === "metered" && rule.isSoft(plan)) return paidLimit(plan, entitlement, billedBefore);
  const limit = limitOf(entitlement, feature, at);
  return limit === "unlimited" ? null : limit;
}

/**
 * Whether more than a limit is let in and billed, or dealt with as agreed where no currency of ours is paid in; it is not where
 * the workspace caps what it spends on that at nothing.
 */
export function isBilledBeyond({ planId, spendingCap, currency }: Entitlement, feature: Feature): boolean {
  const rule = ruleOf(feature);
  const isCapped = spendingCap === 0 && currencyOf({ currency }) !== null;
  return rule.kind === "metered" && rule.isSoft(plans[planId]) && !isCapped;
}

/**
 * The plan's quota and as many calls as what is left of the cap pays for, at the price of the currency it was chosen in. Where
 * nothing is billed, a cap of before holds nothing back.
 */
function paidLimit(
  { apiOverage, limits }: Plan,
  entitlement: Entitlement,
  billedBefore: CarriedUsage["billed"],
): number | null {
  const paysIn = currencyOf(entitlement);
  const { spendingCap: cap, capCurrency = paysIn } = entitlement;
  const { apiCallsPerMonth: included } = limits;
  if (paysIn === null || capCurrency === null) return null;
  if (cap === undefined || apiOverage === null || included === "unlimited") return null;
  const left = Math.max(0, cap - costBefore(billedBefore, capCurrency));
  return included + Math.floor((left * 1_000) / apiOverage[capCurrency]);
}
