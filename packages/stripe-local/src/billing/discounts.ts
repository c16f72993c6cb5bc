import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Coupon, Discount, InvoiceLine } from "../types.js";
import { addMonths } from "./calendar.js";
import { apportion, share, sum } from "./money.js";

/** One part of a line as a discount sees it. */
interface Discountable {
  amount: number;
  product: string | null;
}

type DiscountAmounts = { discount: string; amount: number }[];

/**
 * What each part is reduced by. Percentages are taken per line; an amount is shared out in proportion, in classic mode
 * evenly, with what rounding leaves over on the last line (docs: billing-mode/compare). A second discount reduces what
 * the first one left.
 */
export function discountParts(
  sandbox: Sandbox,
  discounts: string[],
  parts: Discountable[],
  { mode, currency }: { mode: { type: string } | undefined; currency: string },
): DiscountAmounts[] {
  const result: DiscountAmounts[] = parts.map(() => []);
  for (const id of discounts) {
    const coupon = couponOf(sandbox, sandbox.store.get("discount", id));
    const rest = parts.map((part, index) => {
      const isEligible = part.amount > 0 && appliesTo(coupon, part.product);
      return isEligible ? part.amount - sum(result[index] ?? [], (each) => each.amount) : 0;
    });
    const amountOff = amountOffIn(coupon, currency);
    reductions({ ...coupon, amount_off: amountOff }, rest, mode?.type === "classic").forEach(
      (amount, index) => {
        if (amount > 0) result[index]?.push({ discount: id, amount });
      },
    );
  }
  return result;
}

function couponOf(sandbox: Sandbox, discount: Discount): Coupon {
  return sandbox.store.get("coupon", discount.source.coupon ?? "");
}

/** Attaches a coupon; it ends by its own duration. */
export function newDiscount(
  sandbox: Sandbox,
  coupon: Coupon,
  to: {
    customer: string;
    subscription: string | null;
    promotionCode: string | null;
    checkoutSession?: string;
  },
): Discount {
  const start = sandbox.nowOf(to.customer);
  const months = coupon.duration === "repeating" ? coupon.duration_in_months : null;
  sandbox.store.change("coupon", coupon.id, { times_redeemed: coupon.times_redeemed + 1 });
  const code = sandbox.store.find("promotion_code", to.promotionCode);
  if (code) sandbox.store.change("promotion_code", code.id, { times_redeemed: code.times_redeemed + 1 });
  return sandbox.store.put<"discount">({
    id: sandbox.id("di"),
    object: "discount",
    checkout_session: to.checkoutSession ?? null,
    customer: to.customer,
    end: months ? addMonths(start, months) : null,
    promotion_code: to.promotionCode,
    source: { coupon: coupon.id, type: "coupon" },
    start,
    subscription: to.subscription,
    ...nulls("customer_account", "invoice", "invoice_item", "subscription_item"),
  });
}

/** Replaces a subscription's discounts and says which are gone. */
export function setDiscounts(sandbox: Sandbox, subscription: string, discounts: string[]): void {
  const before = sandbox.store.get("subscription", subscription);
  sandbox.store.change("subscription", subscription, { discounts });
  for (const id of before.discounts) if (!discounts.includes(id)) announceRemoval(sandbox, id);
}

export function announceRemoval(sandbox: Sandbox, discount: string): void {
  sandbox.emit("customer.discount.deleted", sandbox.store.get("discount", discount));
}

export function liveDiscounts(sandbox: Sandbox, discounts: string[], at: number): string[] {
  return discounts.filter((id) => {
    const discount = sandbox.store.find("discount", id);
    return discount && (discount.end === null || discount.end > at);
  });
}

/** A discount for one invoice is spent by it. */
export function isSpentBy(sandbox: Sandbox, id: string, lines: InvoiceLine[]): boolean {
  const discount = sandbox.store.get("discount", id);
  const wasUsed = lines.some((line) => line.discount_amounts?.some((each) => each.discount === id));
  return wasUsed && couponOf(sandbox, discount).duration === "once";
}

/** What a coupon takes off in a currency: its own amount or that of an option; null where it has none in it. */
export function amountOffIn(
  { currency, amount_off, currency_options: options }: Coupon,
  wanted: string,
): number | null {
  return currency === wanted ? amount_off : (options?.[wanted]?.amount_off ?? null);
}

function appliesTo(coupon: Coupon, product: string | null): boolean {
  return !coupon.applies_to || (product !== null && coupon.applies_to.products.includes(product));
}

function reductions(coupon: Coupon, rest: number[], isEven: boolean): number[] {
  if (coupon.percent_off !== null) {
    const percent = Math.round(coupon.percent_off * 10_000);
    return rest.map((amount) => share(amount, percent, 1_000_000));
  }
  const eligible = sum(rest, (amount) => amount);
  const weights = rest.filter((amount) => amount > 0).map((amount) => (isEven ? 1 : amount));
  const shares = apportion(Math.min(coupon.amount_off ?? 0, eligible), weights);
  return rest.map((amount) => (amount > 0 ? Math.min(amount, shares.shift() ?? 0) : 0));
}
