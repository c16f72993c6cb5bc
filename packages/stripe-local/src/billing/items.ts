import type { Sandbox } from "../sandbox.js";
import type { Price, SubscriptionItem } from "../types.js";
import { isMetered } from "./pricing.js";

/** A subscription item for a price; with `base` it keeps that item's id, history and period. */
export function newItem(
  sandbox: Sandbox,
  subscription: string,
  price: Price,
  quantity: number,
  base?: SubscriptionItem,
): SubscriptionItem {
  const { quantity: _, ...kept } = base ?? blankItem(sandbox, subscription, price);
  return { ...kept, price, plan: planOf(price), ...(isMetered(price) ? {} : { quantity }) };
}

function blankItem(sandbox: Sandbox, subscription: string, price: Price): SubscriptionItem {
  return {
    id: sandbox.id("si"),
    object: "subscription_item",
    billing_thresholds: null,
    created: sandbox.now(),
    current_period_end: 0,
    current_period_start: 0,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    subscription,
    tax_rates: [],
  };
}

/** The legacy twin of a price that every item still carries. */
export function planOf(price: Price): SubscriptionItem["plan"] {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type ?? "licensed",
  };
}
