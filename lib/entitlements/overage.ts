import type { Currency } from "./currencies";
import { currencyOf, type Entitlement, limitOf } from "./entitlement";
import { type Feature, ruleOf } from "./features";
import { type Plan, plans } from "./plans";

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

/**
 * Where the use of a metered feature stops: at its limit, or, where what is above it is billed, where the workspace's own cap
 * on spending is reached. Null where it stops nowhere.
 */
export function hardLimitOf(entitlement: Entitlement, feature: Feature, at?: Date): number | null {
  const rule = ruleOf(feature);
  const plan = plans[entitlement.planId];
  if (rule.kind === "metered" && rule.isSoft(plan)) return paidLimit(plan, entitlement);
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
 * The plan's quota and as many calls as the cap pays for, at the price of the currency it was chosen in. Where nothing is
 * billed, a cap of before holds nothing back.
 */
function paidLimit({ apiOverage, limits }: Plan, entitlement: Entitlement): number | null {
  const paysIn = currencyOf(entitlement);
  const { spendingCap: cap, capCurrency = paysIn } = entitlement;
  const { apiCallsPerMonth: included } = limits;
  if (paysIn === null || capCurrency === null) return null;
  if (cap === undefined || apiOverage === null || included === "unlimited") return null;
  return included + Math.floor((cap * 1_000) / apiOverage[capCurrency]);
}
