import { env } from "@/env";
import { withStripe } from "./client";

/** Whether Stripe works out tax here. Without it prices are shown, and charged, without any. */
export const isTaxOn = (): boolean => env().STRIPE_TAX;

/** What asks for tax on a checkout or a preview. */
export const taxParams = () => (isTaxOn() ? { automatic_tax: { enabled: true } } : {});

/** Turns tax on for a subscription from before. A request of its own: one that may stay pending cannot carry it. */
export async function turnTaxOn(subscriptionId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(subscriptionId, { automatic_tax: { enabled: true } }, { idempotencyKey }),
  );
}
