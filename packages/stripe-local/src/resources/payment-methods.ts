import { cardByNumber, cardByToken, declineFor, type TestCard } from "../billing/cards.js";
import { ApiError, invalid, noSuch } from "../errors.js";
import { listRoute } from "../lists.js";
import { type Input, integer, metadata, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { PaymentMethod } from "../types.js";
import { address, fullAddress, mergeMetadata } from "./shapes.js";

const billingDetails = object({ address, email: text, name: text, phone: text });
const create = object({
  type: required(oneOf("card")),
  card: object({ number: text, exp_month: integer, exp_year: integer, cvc: text, token: text }),
  billing_details: billingDetails,
  metadata,
});

export const paymentMethodRoutes: Route[] = [
  listRoute("/v1/payment_methods", "payment_method", { customer: text, type: text }),
  route(
    "POST /v1/payment_methods/:id/attach",
    object({ customer: required(text) }),
    (sandbox, { customer }, id) =>
      attachMethod(sandbox, id, sandbox.store.get("customer", customer, "customer").id),
  ),
  route("POST /v1/payment_methods/:id/detach", object({}), (sandbox, _, id) => detachMethod(sandbox, id)),
];

export function createMethod(sandbox: Sandbox, input: Input<typeof create>): PaymentMethod {
  const { number, token, exp_month = 12, exp_year = yearsFromNow(sandbox, 4) } = input.card ?? {};
  const card = number ? cardByNumber(number) : cardByToken(token ?? "pm_card_visa");
  if (!card) throw declined("incorrect_number");
  return newMethod(sandbox, card, { exp_month, exp_year }, input);
}

/** Attaching a card asks its bank once, which is where most declining test cards stop. */
export function attachMethod(sandbox: Sandbox, id: string, customer: string): PaymentMethod {
  const method = findMethod(sandbox, id);
  if (method.customer === customer) return method;
  if (method.customer)
    throw invalid("The payment method you provided has already been attached to a customer.");
  const entry = cardByToken(id)?.entry ?? cardByFingerprint(method)?.entry;
  if (entry) throw declined(entry.declineCode);
  const attached = sandbox.store.change("payment_method", method.id, { customer });
  sandbox.emit("payment_method.attached", attached);
  return attached;
}

function detachMethod(sandbox: Sandbox, id: string): PaymentMethod {
  const method = sandbox.store.get("payment_method", id);
  const customer = sandbox.store.find("customer", method.customer);
  if (customer?.invoice_settings.default_payment_method === id) {
    const invoice_settings = { ...customer.invoice_settings, default_payment_method: null };
    sandbox.store.change("customer", customer.id, { invoice_settings });
  }
  const detached = sandbox.store.change("payment_method", id, { customer: null });
  sandbox.emit("payment_method.detached", detached);
  return detached;
}

/** `pm_card_visa` and its like are not objects: each use makes a new card. */
function findMethod(sandbox: Sandbox, id: string): PaymentMethod {
  const found = sandbox.store.find("payment_method", id);
  if (found) return found;
  const card = cardByToken(id);
  if (!card) throw noSuch("PaymentMethod", id, "payment_method");
  return newMethod(sandbox, card, { exp_month: 12, exp_year: yearsFromNow(sandbox, 4) }, {});
}

function yearsFromNow(sandbox: Sandbox, years: number): number {
  return new Date(sandbox.now() * 1000).getUTCFullYear() + years;
}

export function declined(reason: string): ApiError {
  const { code, declineCode, message } = declineFor(reason);
  return new ApiError(402, { type: "card_error", code, decline_code: declineCode, message });
}

function cardByFingerprint(method: PaymentMethod): TestCard | undefined {
  return cardByNumber(Buffer.from(method.card?.fingerprint ?? "", "base64url").toString());
}

function newMethod(
  sandbox: Sandbox,
  card: TestCard,
  expiry: { exp_month: number; exp_year: number },
  input: Pick<Input<typeof create>, "billing_details" | "metadata">,
): PaymentMethod {
  const blank = { address: null, email: null, name: null, phone: null, tax_id: null };
  return sandbox.store.put<"payment_method">({
    id: sandbox.id("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { ...blank, ...withFullAddress(input.billing_details) },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand,
      ...expiry,
      fingerprint: Buffer.from(card.number).toString("base64url"),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: sandbox.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    type: "card",
  });
}

function withFullAddress(
  details: Input<typeof billingDetails> | undefined,
): Partial<PaymentMethod["billing_details"]> {
  if (!details) return {};
  return { ...details, address: fullAddress(details.address) };
}
