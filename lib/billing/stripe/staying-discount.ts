import Stripe from "stripe";
import { withStripe } from "./client";
import { idOf } from "./reshape";

/**
 * Takes some percent off a subscription's invoices for some months, by a coupon that is made where there is none yet. The
 * subscription says from then on which intent it was, so that it is known also where the answer never arrives.
 */
export async function giveStayingDiscount(
  subscriptionId: string,
  { percentOff, months, intentId }: { percentOff: number; months: number; intentId: string },
  idempotencyKey: string,
): Promise<void> {
  const coupon = `${prefix}${percentOff}_${months}`;
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

/** Which of a subscription's discounts were given for staying, at whatever figure that was. */
export const stayingDiscountsOf = ({ discounts }: Pick<Stripe.Subscription, "discounts">): string[] =>
  discounts.flatMap((one) =>
    typeof one !== "string" && idOf(one.source.coupon)?.startsWith(prefix) ? one.id : [],
  );

const prefix = "staying_";

function ignoreExisting(thrown: unknown): void {
  if (thrown instanceof Stripe.errors.StripeError && thrown.code === "resource_already_exists") return;
  throw thrown;
}
