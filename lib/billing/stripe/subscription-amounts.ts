import type Stripe from "stripe";

/**
 * A subscription with what its prices and coupons come to in its own currency. Stripe shows them in theirs, whatever the
 * subscription is in, and the amount that counts stands among their options, too deep to be read along in a list.
 */
export async function withOwnAmounts(
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> {
  const { currency, items, discounts } = subscription;
  const data = await Promise.all(
    items.data.map(async (item) => ({ ...item, price: await priceIn(stripe, item.price, currency) })),
  );
  return {
    ...subscription,
    items: { ...items, data },
    discounts: await Promise.all(discounts.map((discount) => discountIn(stripe, discount, currency))),
  };
}

async function priceIn(stripe: Stripe, price: Stripe.Price, currency: string): Promise<Stripe.Price> {
  if (price.currency === currency || price.recurring?.usage_type === "metered") return price;
  const { currency_options: options } = await stripe.prices.retrieve(price.id, {
    expand: ["currency_options"],
  });
  return { ...price, currency, unit_amount: options?.[currency]?.unit_amount ?? null };
}

async function discountIn(
  stripe: Stripe,
  discount: string | Stripe.Discount,
  currency: string,
): Promise<string | Stripe.Discount> {
  if (typeof discount === "string") return discount;
  const { coupon } = discount.source;
  if (!coupon || typeof coupon === "string" || coupon.amount_off === null || coupon.currency === currency)
    return discount;
  const { currency_options: options } = await stripe.coupons.retrieve(coupon.id, {
    expand: ["currency_options"],
  });
  const amount_off = options?.[currency]?.amount_off ?? null;
  return { ...discount, source: { ...discount.source, coupon: { ...coupon, currency, amount_off } } };
}
