import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Coupon, PromotionCode } from "../types.js";
import { amountOffIn } from "./discounts.js";

interface Order {
  customer: string | null;
  amount: number;
  currency: string;
}

/** Whether a coupon can still be applied to anybody: what its `valid` says (d.ts: Coupon.valid). */
export function isRedeemable(sandbox: Sandbox, coupon: Coupon): boolean {
  const isLate = coupon.redeem_by !== null && coupon.redeem_by <= sandbox.now();
  const isFull = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
  return coupon.valid && !isLate && !isFull;
}

/** A code is active only while its coupon is valid (d.ts: PromotionCode.active), and ends by its own limits as well. */
export function isActive(sandbox: Sandbox, code: PromotionCode): boolean {
  const { active, expires_at: expiresAt, max_redemptions: most, times_redeemed: times } = code;
  const isLate = expiresAt !== null && expiresAt <= sandbox.nowOf(code.customer);
  const coupon = sandbox.store.find("coupon", code.promotion.coupon);
  return active && !isLate && (most === null || times < most) && !!coupon && isRedeemable(sandbox, coupon);
}

/** What a person typed into the promo field, if they can use it now for this order. */
export function usableCode(sandbox: Sandbox, typed: string, order: Order): PromotionCode | null {
  const code = sandbox.store
    .all("promotion_code")
    .find((each) => isActive(sandbox, each) && readsLike(each, typed.trim()));
  const coupon = sandbox.store.find("coupon", code?.promotion.coupon);
  if (!code || !coupon || isForeign(coupon, order.currency)) return null;
  return refusalOf(sandbox, code, order) ? null : code;
}

export function refuseUnusable(sandbox: Sandbox, code: PromotionCode, order: Order): void {
  const refusal = refusalOf(sandbox, code, order);
  if (refusal) throw invalid(refusal, { param: "promotion_code" });
}

/** An amount off is in one currency, and a customer pays in one (gitpod-io/gitpod#12376 quotes the sentence). */
export function refuseForeign(coupon: Coupon, currency: string): void {
  if (!isForeign(coupon, currency)) return;
  throw invalid(
    `You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency ${currency}.`,
    { param: "coupon" },
  );
}

/** Regardless of case a code is unique among the active ones its customer could use (docs: coupons, promotion codes). */
export function refuseTaken(sandbox: Sandbox, typed: string, customer: string | null): void {
  const isTaken = sandbox.store.all("promotion_code").some((each) => {
    const meet = customer === null || each.customer === null || each.customer === customer;
    return meet && readsLike(each, typed) && isActive(sandbox, each);
  });
  if (isTaken)
    throw invalid(`An active promotion code with \`code: ${typed}\` already exists.`, { param: "code" });
}

export function readsLike({ code }: PromotionCode, typed: string): boolean {
  return code.toLowerCase() === typed.toLowerCase();
}

function isForeign(coupon: Coupon, other: string): boolean {
  return coupon.amount_off !== null && amountOffIn(coupon, other) === null;
}

/** Why this order cannot use the code, or null. The wording of the sentences is from knowledge. */
function refusalOf(sandbox: Sandbox, code: PromotionCode, { customer, amount }: Order): string | null {
  const { expires_at: expiresAt, max_redemptions: most, restrictions } = code;
  const now = sandbox.nowOf(customer);
  if (!code.active || (expiresAt !== null && expiresAt <= now)) return "This promotion code has expired.";
  if (most !== null && code.times_redeemed >= most) return "This promotion code cannot be redeemed any more.";
  if (code.customer && code.customer !== customer) return "This promotion code belongs to another customer.";
  if (restrictions.first_time_transaction && hasPaid(sandbox, customer))
    return "This promotion code cannot be redeemed because the customer has prior transactions.";
  if (amount < (restrictions.minimum_amount ?? 0)) return "The order is below this promotion code's minimum.";
  return null;
}

/** A first-time code wants a customer without a paid charge and without a finalised invoice above zero. */
function hasPaid(sandbox: Sandbox, customer: string | null): boolean {
  if (!customer) return false;
  const hasCharge = sandbox.store.where("charge", "customer", customer).some((each) => each.paid);
  const invoices = sandbox.store.where("invoice", "customer", customer);
  return hasCharge || invoices.some((each) => each.status !== "draft" && each.total > 0);
}
