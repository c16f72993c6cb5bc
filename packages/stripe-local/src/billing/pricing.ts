import type Stripe from "stripe";
import type { Price, Wire } from "../types.js";
import { total } from "./money.js";

type Tier = Wire<Stripe.Price.Tier>;

/** What a quantity of a price costs for one whole period, in minor units before discounts and tax. */
export function priceAmount(price: Price, quantity: number): number {
  const units = billedUnits(price, quantity);
  if (price.billing_scheme !== "tiered")
    return total([{ unit: price.unit_amount_decimal ?? "0", quantity: units }]);
  const tiers = price.tiers ?? [];
  return price.tiers_mode === "volume" ? volumeAmount(tiers, units) : graduatedAmount(tiers, units);
}

export function isMetered(price: Price): boolean {
  return price.recurring?.usage_type === "metered";
}

function billedUnits(price: Price, quantity: number): number {
  const packages = price.transform_quantity;
  if (!packages) return quantity;
  const exact = quantity / packages.divide_by;
  return packages.round === "up" ? Math.ceil(exact) : Math.floor(exact);
}

function graduatedAmount(tiers: Tier[], quantity: number): number {
  let from = 0;
  const parts = tiers.flatMap((tier) => {
    const units = Math.max(0, Math.min(quantity, tier.up_to ?? Number.POSITIVE_INFINITY) - from);
    const isReached = units > 0 || (from === 0 && quantity === 0);
    from = tier.up_to ?? from;
    return isReached ? tierParts(tier, units) : [];
  });
  return total(parts);
}

function volumeAmount(tiers: Tier[], quantity: number): number {
  const tier = tiers.find((each) => each.up_to === null || quantity <= each.up_to);
  return tier ? total(tierParts(tier, quantity)) : 0;
}

function tierParts(tier: Tier, quantity: number): { unit: string; quantity: number }[] {
  return [
    { unit: tier.unit_amount_decimal ?? "0", quantity },
    { unit: tier.flat_amount_decimal ?? "0", quantity: 1 },
  ];
}
