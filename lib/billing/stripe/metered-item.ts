import { withStripe } from "./client";

/**
 * Puts what is billed by use onto a subscription. Checkout cannot mix a month with a longer interval; the subscription
 * can, and an item of this kind costs nothing today.
 */
export async function addMeteredItem(subscriptionId: string, priceId: string): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(
      subscriptionId,
      { items: [{ price: priceId }], proration_behavior: "none" },
      { idempotencyKey: `intent:metered:${subscriptionId}:${priceId}` },
    ),
  );
}
