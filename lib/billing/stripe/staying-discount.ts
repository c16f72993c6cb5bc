import Stripe from "stripe";
import { withStripe } from "./client";

/**
 * Takes some percent off a subscription's invoices for some months, by a coupon that is made where there is none yet. The
 * subscription says from then on which intent it was, so that it is known also where the answer never arrives.
 */
export async function giveStayingDiscount(
  subscriptionId: string,
  { percentOff, months, intentId }: { percentOff: number; months: number; intentId: string },
  idempotencyKey: string,
): Promise<void> {
  const coupon = `staying_${percentOff}_${months}`;
  await withStripe(async (stripe) => {
    await stripe.coupons
      .create({
        id: coupon,
        name: `${percentOff}% off for staying`,
        percent_off: percentOff,
        duration: "repeating",
        duration_in_months: months,
      })
      .catch(ignoreExisting);
    const params = { discounts: [{ coupon }], metadata: { discount_intent_id: intentId } };
    await stripe.subscriptions.update(subscriptionId, params, { idempotencyKey });
  });
}

function ignoreExisting(thrown: unknown): void {
  if (thrown instanceof Stripe.errors.StripeError && thrown.code === "resource_already_exists") return;
  throw thrown;
}
