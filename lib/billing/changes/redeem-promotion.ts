import { redeemPromotionInput } from "@/lib/billing/schema";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { findPromotionCodeId, redeemPromotionCode } from "@/lib/billing/stripe/promotion";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { invalidField } from "@/lib/core/errors";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first } from "./rules";

export const requestPromotion = requestCommand({
  name: "promotion.redeem",
  kind: "discount",
  event: "promotion.redeemed",
  input: redeemPromotionInput,
  prepare: ({ subscription }, { code }) => {
    if (subscription.discounts.length > 0) throw oneDiscount();
    return { code };
  },
  label: ({ code }) => code,
});

/**
 * Takes a promotion code off the next invoices. One discount at a time: codes do not add up.
 * Throws `invalid` beside the field where the code is unknown, expired or for somebody else.
 */
export function redeemPromotion(
  context: TenantContext,
  request: PlanRequest<{ code: string }>,
): Promise<void> {
  const { subscriptionId, params } = request;
  return carryOut(context, request, async (keyOf) => {
    const { discounts } = await readStanding(subscriptionId);
    if (discounts.some(({ code }) => code?.toLowerCase() === params.code.toLowerCase())) return;
    if (discounts.length > 0) throw oneDiscount();
    const promotionCodeId = await promotionCodeIdOf(params.code);
    await redeemPromotionCode(subscriptionId, promotionCodeId, keyOf("redeem")).catch(refuseCode);
  });
}

/** The id of a code as it was typed. Throws `invalid` where there is none. */
export async function promotionCodeIdOf(code: string): Promise<string> {
  const id = await findPromotionCodeId(code);
  if (!id) throw invalidField("code", "There is no such code, or it is used up. Check how it is written.");
  return id;
}

/** Stripe knows the code and will not have it here: expired, used up, first purchase only, another customer's. */
export function refuseCode(thrown: unknown): never {
  if (isRefusedByStripe(thrown)) throw invalidField("code", "This code cannot be used for this plan.");
  throw thrown;
}

const oneDiscount = () => first("A discount is applied already, and codes do not add up.");
