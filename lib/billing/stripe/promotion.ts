import { withStripe } from "./client";
import { idOf } from "./reshape";

/**
 * The id of an active promotion code as one customer may use it, or null where nothing is called that. Several may share a
 * code, each for a customer of its own, so theirs comes first; another's tells on use why not. In whatever case it was typed.
 */
export async function findPromotionCodeId(code: string, customerId: string): Promise<string | null> {
  const codes = await withStripe((stripe) =>
    stripe.promotionCodes.list({ code, active: true, limit: 100 }).autoPagingToArray({ limit: 1_000 }),
  );
  const same = codes.filter((one) => one.code.toLowerCase() === code.toLowerCase());
  const theirs = same.find(({ customer }) => idOf(customer) === customerId);
  return (theirs ?? same[0])?.id ?? null;
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
