import { withStripe } from "./client";

/** The id of an active promotion code, or null where nothing is called that. Whether it may be used shows on use. */
export async function findPromotionCodeId(code: string): Promise<string | null> {
  const { data } = await withStripe((stripe) => stripe.promotionCodes.list({ code, active: true, limit: 1 }));
  return data[0]?.id ?? null;
}

/** Gives a subscription the discount of a promotion code. A discount alone prorates nothing. */
export async function redeemPromotionCode(
  subscriptionId: string,
  promotionCodeId: string,
  idempotencyKey: string,
): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.update(
      subscriptionId,
      { discounts: [{ promotion_code: promotionCodeId }] },
      { idempotencyKey },
    ),
  );
}
