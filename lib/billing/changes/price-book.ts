import { planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";

type Price = typeof planPrices.$inferSelect;

/** What every price of ours means, those no longer sold included: old subscriptions keep theirs. */
export interface PriceBook {
  meaningOf(priceId: string): Price | undefined;
  /** The price a part of a plan is sold at today. */
  sold(wanted: Pick<Price, "plan" | "kind" | "interval">): string | undefined;
  /** Every price that makes a subscription one of this plan, old ones too. */
  baseOf(plan: Price["plan"]): string[];
}

/** Reads the catalog as it was last pushed to Stripe. */
export async function readPriceBook(): Promise<PriceBook> {
  return priceBookOf(await withPlatform((db) => db.select().from(planPrices)));
}

export function priceBookOf(prices: Price[]): PriceBook {
  const byId = new Map(prices.map((price) => [price.stripePriceId, price]));
  return {
    meaningOf: (priceId) => byId.get(priceId),
    sold: ({ plan, kind, interval }) =>
      prices.find(
        (one) => one.isActive && one.plan === plan && one.kind === kind && one.interval === interval,
      )?.stripePriceId,
    baseOf: (plan) =>
      prices.flatMap((one) => (one.plan === plan && one.kind === "base" ? one.stripePriceId : [])),
  };
}
