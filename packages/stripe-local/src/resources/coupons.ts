import { newDiscount } from "../billing/discounts.js";
import {
  isActive,
  isRedeemable,
  readsLike,
  refuseForeign,
  refuseTaken,
  refuseUnusable,
} from "../billing/redeeming.js";
import { invalid } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import {
  atLeast,
  byCurrency,
  flag,
  float,
  type Input,
  integer,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
} from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Coupon, PromotionCode } from "../types.js";
import { mergeMetadata } from "./shapes.js";

const couponInput = object({
  id: text,
  amount_off: atLeast(1),
  applies_to: object({ products: list(text) }),
  currency: text,
  currency_options: byCurrency(object({ amount_off: required(integer) })),
  duration: oneOf("forever", "once", "repeating"),
  duration_in_months: atLeast(1),
  max_redemptions: atLeast(1),
  metadata,
  name: text,
  percent_off: float,
  redeem_by: integer,
});
const codeInput = object({
  promotion: required(object({ type: required(oneOf("coupon")), coupon: required(text) })),
  active: flag,
  code: text,
  customer: text,
  expires_at: integer,
  max_redemptions: integer,
  metadata,
  restrictions: object({
    first_time_transaction: flag,
    minimum_amount: integer,
    minimum_amount_currency: text,
  }),
});

export const couponRoutes: Route[] = [
  listRoute("/v1/coupons", "coupon"),
  route("POST /v1/coupons", couponInput, createCoupon),
  retrieveRoute("/v1/coupons", "coupon"),
  retrieveRoute("/v1/promotion_codes", "promotion_code"),
  listRoute(
    "/v1/promotion_codes",
    "promotion_code",
    { active: flag, code: text, coupon: text, customer: text },
    keepsCode,
  ),
  route("POST /v1/promotion_codes", codeInput, createCode),
];

interface WantedDiscount {
  coupon?: string;
  discount?: string;
  promotion_code?: string;
}

/** Turns `discounts[]` into discount ids, redeeming what is new. */
export function attachDiscounts(
  sandbox: Sandbox,
  wanted: WantedDiscount[],
  to: { customer: string; subscription: string },
): string[] {
  const { currency } = sandbox.store.get("subscription", to.subscription);
  return wanted.map(({ coupon, discount, promotion_code }) => {
    if (discount) return sandbox.store.get("discount", discount, "discount").id;
    const code = promotion_code
      ? sandbox.store.get("promotion_code", promotion_code, "promotion_code")
      : null;
    const order = { customer: to.customer, amount: Number.POSITIVE_INFINITY, currency };
    if (code) refuseUnusable(sandbox, code, order);
    const found = sandbox.store.get("coupon", code?.promotion.coupon ?? coupon ?? "", "coupon");
    refuseForeign(found, currency);
    if (!isRedeemable(sandbox, found))
      throw invalid(`Coupon expired: ${found.id}`, { code: "coupon_expired", param: "coupon" });
    const created = newDiscount(sandbox, found, { ...to, promotionCode: code?.id ?? null });
    sandbox.emit("customer.discount.created", created);
    return created.id;
  });
}

function createCoupon(sandbox: Sandbox, input: Input<typeof couponInput>): Coupon {
  if ((input.percent_off === undefined) === (input.amount_off === undefined)) {
    throw invalid("You must pass either `percent_off` or `amount_off`, but not both.");
  }
  // d.ts: CouponCreateParams.currency is required with `amount_off`, and its options are for that alone.
  if (input.amount_off !== undefined && input.currency === undefined)
    throw invalid("Missing required param: currency.", { code: "parameter_missing", param: "currency" });
  if (input.amount_off === undefined && input.currency_options)
    throw invalid("`currency_options` can only be used with `amount_off`.", { param: "currency_options" });
  refuseBadTerms(input);
  if (input.id && sandbox.store.find("coupon", input.id)) {
    throw invalid("Coupon already exists.", { code: "resource_already_exists", param: "id" });
  }
  const created = sandbox.store.put<"coupon">({
    id: input.id ?? sandbox.id("co").slice(3, 11),
    object: "coupon",
    amount_off: input.amount_off ?? null,
    ...(input.applies_to?.products ? { applies_to: { products: input.applies_to.products } } : {}),
    created: sandbox.now(),
    currency: input.currency?.toLowerCase() ?? null,
    ...(input.currency_options ? { currency_options: input.currency_options } : {}),
    duration: input.duration ?? "once",
    duration_in_months: input.duration_in_months ?? null,
    livemode: false,
    max_redemptions: input.max_redemptions ?? null,
    metadata: mergeMetadata({}, input.metadata),
    name: input.name ?? null,
    percent_off: input.percent_off ?? null,
    redeem_by: input.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  });
  sandbox.emit("coupon.created", created);
  return created;
}

/** How much and for how long: what the d.ts of CouponCreateParams says of each. */
function refuseBadTerms({
  percent_off: percent,
  duration,
  duration_in_months: months,
}: Input<typeof couponInput>): void {
  if (percent !== undefined && !(percent > 0 && percent <= 100))
    throw invalid("Invalid percent_off: must be greater than 0 and at most 100.", { param: "percent_off" });
  if ((duration === "repeating") !== (months !== undefined))
    throw invalid(
      "`duration_in_months` is required if `duration` is `repeating`, and must not be passed otherwise.",
      { param: "duration_in_months" },
    );
}

function createCode(sandbox: Sandbox, input: Input<typeof codeInput>): PromotionCode {
  const coupon = sandbox.store.get("coupon", input.promotion.coupon, "promotion[coupon]");
  if (input.code && input.active !== false) refuseTaken(sandbox, input.code, input.customer ?? null);
  const created = sandbox.store.put<"promotion_code">({
    id: sandbox.id("promo"),
    object: "promotion_code",
    active: input.active ?? true,
    code: input.code ?? sandbox.id("c").slice(2, 10).toUpperCase(),
    created: sandbox.now(),
    customer: input.customer ?? null,
    customer_account: null,
    expires_at: input.expires_at ?? null,
    livemode: false,
    max_redemptions: input.max_redemptions ?? null,
    metadata: mergeMetadata({}, input.metadata),
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: {
      first_time_transaction: input.restrictions?.first_time_transaction ?? false,
      minimum_amount: input.restrictions?.minimum_amount ?? null,
      minimum_amount_currency: input.restrictions?.minimum_amount_currency ?? null,
    },
    times_redeemed: 0,
  });
  sandbox.emit("promotion_code.created", created);
  return created;
}

function keepsCode(
  code: PromotionCode,
  { active, code: typed, coupon, customer }: Record<string, unknown>,
  sandbox: Sandbox,
): boolean {
  return (
    (active === undefined || isActive(sandbox, code) === active) &&
    (typed === undefined || readsLike(code, String(typed))) &&
    (coupon === undefined || code.promotion.coupon === coupon) &&
    (customer === undefined || code.customer === customer)
  );
}
