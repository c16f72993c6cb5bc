import Stripe from "stripe";
import { withStripe } from "./client";

/**
 * The account the secret key belongs to; null where a restricted key may not ask for it.
 * Throws `unavailable` where Stripe is away.
 */
export async function findAccountId(): Promise<string | null> {
  try {
    return (await withStripe((stripe) => stripe.accounts.retrieveCurrent())).id;
  } catch (thrown) {
    if (thrown instanceof Stripe.errors.StripePermissionError) return null;
    throw thrown;
  }
}
