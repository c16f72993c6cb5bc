import { inCurrency } from "../billing/currencies.js";
import { expireSession } from "../billing/due.js";
import { refuseForeign } from "../billing/redeeming.js";
import { lineItemsOf } from "../billing/session-items.js";
import { invalid, unsupported } from "../errors.js";
import { listRoute, pageOf, retrieveRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import {
  atLeast,
  flag,
  type Input,
  integer,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
  webUrl,
} from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { CheckoutSession, Coupon, Order, Price } from "../types.js";
import {
  refuseBadTimes,
  refuseLongNote,
  refuseOtherModes,
  refuseTwoBuyers,
  refuseUnsaved,
  refuseUntaxable,
  soldPrice,
} from "./checkout-refusals.js";
import { createSetupSession } from "./checkout-setup.js";
import { refuseSecondCurrency } from "./customer-currency.js";
import { automaticTax, billingMode, mergeMetadata, trialSettings } from "./shapes.js";

const input = object({
  allowed_payment_method_types: list(oneOf("card")),
  allow_promotion_codes: flag,
  automatic_tax: automaticTax,
  billing_address_collection: oneOf("auto", "required"),
  cancel_url: webUrl,
  client_reference_id: text,
  currency: text,
  custom_text: object({ submit: object({ message: required(text) }) }),
  customer: text,
  customer_creation: oneOf("always", "if_required"),
  customer_email: text,
  customer_update: object({
    address: oneOf("auto", "never"),
    name: oneOf("auto", "never"),
    shipping: oneOf("auto", "never"),
  }),
  discounts: list(object({ coupon: text, promotion_code: text })),
  expires_at: integer,
  line_items: list(object({ price: text, quantity: atLeast(1), metadata })),
  locale: text,
  metadata,
  mode: required(oneOf("payment", "setup", "subscription")),
  payment_method_collection: oneOf("always", "if_required"),
  setup_intent_data: object({ description: text, metadata }),
  subscription_data: object({
    billing_mode: billingMode,
    description: text,
    metadata,
    trial_end: integer,
    trial_period_days: atLeast(1),
    trial_settings: trialSettings,
  }),
  success_url: required(webUrl),
  tax_id_collection: object({ enabled: required(flag), required: oneOf("if_supported", "never") }),
  ui_mode: oneOf("hosted_page"),
});
export type SessionInput = Input<typeof input>;

export const checkoutRoutes: Route[] = [
  retrieveRoute("/v1/checkout/sessions", "checkout.session"),
  listRoute("/v1/checkout/sessions", "checkout.session", {
    customer: text,
    status: text,
    subscription: text,
  }),
  route("POST /v1/checkout/sessions", input, createSession),
  route("POST /v1/checkout/sessions/:id/expire", object({}), (sandbox, _, id) => {
    const { status } = sandbox.store.get("checkout.session", id);
    if (status !== "open")
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,
      );
    expireSession(sandbox, id);
    return sandbox.store.get("checkout.session", id);
  }),
  route(
    "GET /v1/checkout/sessions/:id/line_items",
    object({ limit: integer, starting_after: text }),
    (sandbox, page, id) =>
      pageOf(
        lineItemsOf(sandbox, sandbox.store.get("checkout.session", id).id),
        page,
        `/v1/checkout/sessions/${id}/line_items`,
      ),
  ),
];

function createSession(sandbox: Sandbox, given: SessionInput): CheckoutSession {
  if (given.mode === "payment") throw unsupported("Checkout in payment mode");
  refuseTwoBuyers(given);
  refuseLongNote(given);
  if (given.mode === "setup")
    return createSetupSession(sandbox, given, () => blankSession(sandbox, given, given.currency ?? ""));
  const { line_items: lines } = given;
  if (!lines || lines.length === 0)
    throw invalid("Missing required param: line_items.", { code: "parameter_missing", param: "line_items" });
  refuseOtherModes(given);
  if (given.allow_promotion_codes && given.discounts) {
    throw invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.");
  }
  refuseBadTimes(sandbox, given);
  refuseUntaxable(sandbox, given);
  refuseUnsaved(given);
  const prices = lines.map(({ price, quantity }, index) =>
    soldPrice(sandbox, price, quantity, `line_items[${index}]`),
  );
  const intervals = new Set(
    prices.map(({ recurring }) => `${recurring?.interval}${recurring?.interval_count}`),
  );
  if (intervals.size > 1)
    throw invalid("Checkout does not support multiple prices with different billing intervals.", {
      param: "line_items",
    });
  const session = blankSession(sandbox, given, currencyOf(sandbox, given, prices));
  for (const discount of given.discounts ?? [])
    refuseForeign(couponOf(sandbox, discount), session.currency ?? "");
  sandbox.store.put<"_order">(orderOf(session.id, { ...given, line_items: lines }));
  const total = lineItemsOf(sandbox, session.id).reduce((sum, item) => sum + item.amount_subtotal, 0);
  const isFree = trialDays(sandbox, given) !== null;
  const amounts = { amount_subtotal: isFree ? 0 : total, amount_total: isFree ? 0 : total };
  return sandbox.store.change("checkout.session", session.id, amounts);
}

/**
 * The one that is asked for, else the customer's, else that of the first price: where the buyer is, which Stripe goes by, is
 * not known here.
 */
function currencyOf(sandbox: Sandbox, given: SessionInput, prices: Price[]): string {
  const customer = given.customer ? sandbox.store.get("customer", given.customer, "customer") : null;
  const wanted = given.currency?.toLowerCase() ?? customer?.currency ?? prices[0]?.currency ?? "usd";
  for (const [at, price] of prices.entries()) inCurrency(price, wanted, `line_items[${at}][price]`);
  if (customer) refuseSecondCurrency(sandbox, customer, wanted);
  return wanted;
}

function couponOf(sandbox: Sandbox, wanted: { coupon?: string; promotion_code?: string }): Coupon {
  const code = wanted.promotion_code
    ? sandbox.store.get("promotion_code", wanted.promotion_code, "discounts[promotion_code]")
    : null;
  return sandbox.store.get("coupon", code?.promotion.coupon ?? wanted.coupon ?? "", "discounts[coupon]");
}

function orderOf(
  id: string,
  {
    line_items,
    subscription_data: data,
    customer_update: update,
  }: SessionInput & { line_items: { price?: string; quantity?: number }[] },
): Order {
  return {
    id,
    object: "_order",
    items: line_items.map(({ price = "", quantity = 1 }) => ({ price, quantity })),
    subscription: {
      metadata: data?.metadata ?? {},
      description: data?.description ?? null,
      trialDays: data?.trial_period_days ?? null,
      missingPaymentMethod: data?.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
      billingMode: {
        type: data?.billing_mode?.type ?? "flexible",
        prorationDiscounts: data?.billing_mode?.flexible?.proration_discounts ?? "itemized",
      },
    },
    updatesCustomer: { address: update?.address === "auto", name: update?.name === "auto" },
  };
}

function trialDays(sandbox: Sandbox, { subscription_data: data, customer }: SessionInput): number | null {
  if (data?.trial_end) return Math.ceil((data.trial_end - sandbox.nowOf(customer ?? null)) / 86_400);
  return data?.trial_period_days ?? null;
}

function blankSession(sandbox: Sandbox, given: SessionInput, currency: string): CheckoutSession {
  const customer = given.customer ? sandbox.store.get("customer", given.customer, "customer") : null;
  const id = sandbox.id("cs_test");
  const now = sandbox.nowOf(customer?.id ?? null);
  return sandbox.store.put<"checkout.session">({
    id,
    object: "checkout.session",
    allow_promotion_codes: given.allow_promotion_codes ?? null,
    allowed_payment_method_types: given.allowed_payment_method_types ?? null,
    amount_subtotal: 0,
    amount_total: 0,
    automatic_tax: {
      enabled: given.automatic_tax?.enabled ?? false,
      liability: given.automatic_tax?.enabled ? { type: "self" } : null,
      provider: given.automatic_tax?.enabled ? "stripe" : null,
      status: given.automatic_tax?.enabled ? "requires_location_inputs" : null,
    },
    billing_address_collection: given.billing_address_collection ?? null,
    cancel_url: given.cancel_url ?? null,
    client_reference_id: given.client_reference_id ?? null,
    created: now,
    currency,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: given.custom_text?.submit ?? null,
      terms_of_service_acceptance: null,
    },
    customer: customer?.id ?? null,
    customer_creation: customer ? null : "always",
    customer_email: given.customer_email ?? null,
    discounts: (given.discounts ?? []).map((each) => ({
      coupon: each.coupon ?? null,
      promotion_code: each.promotion_code ?? null,
    })),
    expires_at: given.expires_at ?? now + 24 * 3600,
    livemode: false,
    locale: given.locale ?? null,
    metadata: mergeMetadata({}, given.metadata),
    mode: given.mode,
    payment_method_collection: given.payment_method_collection ?? "always",
    payment_method_types: ["card"],
    payment_status: "unpaid",
    shipping_options: [],
    status: "open",
    success_url: given.success_url,
    ...(given.tax_id_collection
      ? { tax_id_collection: { required: "never", ...given.tax_id_collection } }
      : {}),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${sandbox.publicUrl}/c/pay/${id}`,
    ...nulls(
      "adaptive_pricing",
      "after_expiration",
      "client_secret",
      "collected_information",
      "consent",
      "consent_collection",
      "currency_conversion",
      "customer_account",
      "customer_details",
      "integration_identifier",
      "invoice",
      "invoice_creation",
      "managed_payments",
      "origin_context",
      "payment_intent",
      "payment_link",
      "payment_method_configuration_details",
      "payment_method_options",
      "permissions",
      "recovered_from",
      "saved_payment_method_options",
      "setup_intent",
      "shipping_address_collection",
      "shipping_cost",
      "submit_type",
      "subscription",
      "wallet_options",
    ),
  });
}
