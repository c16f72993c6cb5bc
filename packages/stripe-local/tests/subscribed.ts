import type Stripe from "stripe";
import { beforeAll } from "vitest";
import { type Catalog, createCatalog, createCustomerAt, giveCard, withLocalStripe } from "./support.js";

export const START = "2026-11-01T00:00:00Z";

/** A local Stripe with a catalog, and buyers whose subscription began on 1 November 2026. */
export function withSubscriptions() {
  const { local, stripe } = withLocalStripe();
  const held: { prices: Catalog | null } = { prices: null };
  beforeAll(async () => {
    held.prices = await createCatalog(stripe());
  });
  const prices = () => {
    if (!held.prices) throw new Error("The catalog is not there yet");
    return held.prices;
  };

  async function subscribed(
    more: Partial<Stripe.SubscriptionCreateParams> = {},
    card: string | null = "pm_card_visa",
  ) {
    const buyer = await createCustomerAt(stripe(), START, card);
    const subscription = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices().starter.id }],
      ...more,
    });
    const now = () => stripe().subscriptions.retrieve(subscription.id);
    return { ...buyer, subscription, now };
  }

  /** Renews with a card that no longer works. */
  async function pastDue() {
    const buyer = await subscribed();
    await giveCard(stripe(), buyer.customer, "pm_card_chargeCustomerFail");
    await buyer.to("2026-12-01T02:00:00Z");
    return buyer;
  }

  return { local, stripe, prices, subscribed, pastDue };
}
