import { redeemPromotionInput } from "@/lib/billing/schema";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { findPromotionCodeId, redeemPromotionCode } from "@/lib/billing/stripe/promotion";
import { readStanding } from "@/lib/billing/stripe/standing";
import { invalidField } from "@/lib/core/errors";
import { planCommand } from "./plan-command";
import { first } from "./rules";

/**
 * Takes a promotion code off the next invoices. One discount at a time: codes do not add up.
 * Throws `invalid` beside the field where the code is unknown, expired or for somebody else.
 */
export const redeemPromotion = planCommand({
  name: "promotion.redeem",
  summary: "Redeem a promotion code",
  kind: "discount",
  event: "promotion.redeemed",
  input: redeemPromotionInput,
  output: redeemPromotionInput,
  rest: "POST /subscription/redeem-promotion",
  example: { code: "WELCOME20" },
  prepare: ({ subscription }, { code }) => {
    if (subscription.discounts.length > 0) throw oneDiscount();
    if (subscription.scheduledChange) throw beforeScheduled();
    return { code };
  },
  label: ({ code }) => code,
  async ask({ subscriptionId, customerId, params: { code } }, keyOf) {
    const { discounts, scheduleId } = await readStanding(subscriptionId);
    if (discounts.some((one) => one.code?.toLowerCase() === code.toLowerCase())) return { code };
    if (discounts.length > 0) throw oneDiscount();
    if (scheduleId) throw beforeScheduled();
    const promotionCodeId = await promotionCodeIdOf(code, customerId);
    await redeemPromotionCode(subscriptionId, promotionCodeId, keyOf("redeem")).catch(refuseCode);
    return { code };
  },
});

/** The id of a code as it was typed, for one customer. Throws `invalid` where there is none. */
export async function promotionCodeIdOf(code: string, customerId: string): Promise<string> {
  const id = await findPromotionCodeId(code, customerId);
  if (!id) throw invalidField("code", "There is no such code, or it is used up. Check how it is written.");
  return id;
}

/** Stripe knows the code and will not have it here: expired, used up, first purchase only, another customer's. */
export function refuseCode(thrown: unknown): never {
  if (isRefusedByStripe(thrown)) throw invalidField("code", "This code cannot be used for this plan.");
  throw thrown;
}

/** The terms that are scheduled name their discounts: one that came later would end where they begin. */
const beforeScheduled = () =>
  first("A change of plan is scheduled. Withdraw it first, or enter the code once it has taken effect.");

const oneDiscount = () => first("A discount is applied already, and codes do not add up.");
