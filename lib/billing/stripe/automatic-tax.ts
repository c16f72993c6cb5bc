import { env } from "@/env";
import { withStripe } from "./client";

/** Whether Stripe works out tax here. Without it prices are shown, and charged, without any. */
export const isTaxOn = (): boolean => env().STRIPE_TAX;

/** What asks for tax on a checkout or a preview. */
export const taxParams = () => (isTaxOn() ? { automatic_tax: { enabled: true } } : {});

/**
 * Turns tax on again where Stripe gave it up for want of an address, once there is one. Throws Stripe's refusal where it still
 * cannot place it; `lacksAddress` knows that one.
 */
export async function bringTaxBack(customerId: string, keyOf: (step: string) => string): Promise<void> {
  if (!isTaxOn()) return;
  await withStripe(async (stripe) => {
    const running = await stripe.subscriptions.list({ customer: customerId, limit: 100 });
    for (const { id, automatic_tax: tax } of running.data)
      if (tax.disabled_reason === "requires_location_inputs") await turnTaxOn(id, keyOf(`tax:${id}`));
  });
}

/** Turns tax on for a subscription from before. A request of its own: one that may stay pending cannot carry it. */
export async function turnTaxOn(subscriptionId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(subscriptionId, { automatic_tax: { enabled: true } }, { idempotencyKey }),
  );
}
