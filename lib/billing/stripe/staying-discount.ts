import Stripe from "stripe";
import { withStripe } from "./client";

/** Takes some percent off a subscription's invoices for some months, by a coupon that is made where there is none yet. */
export async function giveStayingDiscount(
  subscriptionId: string,
  { percentOff, months }: { percentOff: number; months: number },
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
    await stripe.subscriptions.update(subscriptionId, { discounts: [{ coupon }] }, { idempotencyKey });
  });
}

function ignoreExisting(thrown: unknown): void {
  if (thrown instanceof Stripe.errors.StripeError && thrown.code === "resource_already_exists") return;
  throw thrown;
}
