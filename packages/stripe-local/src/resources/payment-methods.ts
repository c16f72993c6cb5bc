import { newMethod, yearNow } from "../billing/card-object.js";
import { cardByNumber, cardByToken, type Decline, declineFor } from "../billing/cards.js";
import { ApiError, invalid, noSuch } from "../errors.js";
import { listRoute, pageOf, retrieveRoute } from "../lists.js";
import { clearable, type Input, integer, metadata, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { PaymentMethod } from "../types.js";
import { address, fullAddress, given, mergeMetadata } from "./shapes.js";

const billingDetails = object({
  address: clearable(address),
  email: clearable(text),
  name: clearable(text),
  phone: clearable(text),
});
const shared = {
  allow_redisplay: oneOf("always", "limited", "unspecified"),
  billing_details: billingDetails,
  metadata,
};
const create = object({
  ...shared,
  type: required(oneOf("card")),
  card: object({ number: text, exp_month: integer, exp_year: integer, cvc: text, token: text }),
});
const update = object({ ...shared, card: object({ exp_month: integer, exp_year: integer }) });
const filters = { allow_redisplay: text, type: text };

export const paymentMethodRoutes: Route[] = [
  listRoute("/v1/payment_methods", "payment_method", { customer: text, ...filters }),
  retrieveRoute("/v1/payment_methods", "payment_method", { param: "payment_method" }),
  route("POST /v1/payment_methods", create, (sandbox, input) => {
    if (input.card?.number) throw rawNumber();
    return createMethod(sandbox, input);
  }),
  route("POST /v1/payment_methods/:id", update, updateMethod),
  route(
    "POST /v1/payment_methods/:id/attach",
    object({ customer: required(text) }),
    (sandbox, { customer }, id) =>
      attachMethod(sandbox, id, sandbox.store.get("customer", customer, "customer").id),
  ),
  route("POST /v1/payment_methods/:id/detach", object({}), (sandbox, _, id) => detachMethod(sandbox, id)),
  route(
    "GET /v1/customers/:id/payment_methods",
    object({ limit: integer, starting_after: text, ending_before: text, ...filters }),
    (sandbox, { type, allow_redisplay: redisplay, ...page }, id) => {
      const { id: customer } = sandbox.store.get("customer", id, "customer");
      const all = sandbox.store.where("payment_method", "customer", customer).toReversed();
      const found = all.filter(
        (each) =>
          (type === undefined || each.type === type) &&
          (redisplay === undefined || each.allow_redisplay === redisplay),
      );
      return pageOf(found, page, `/v1/customers/${customer}/payment_methods`);
    },
  ),
  route("GET /v1/customers/:id/payment_methods/:method", object({}), (sandbox, _, customer, id) =>
    ownMethod(sandbox, customer, id, "payment_method"),
  ),
];

export function createMethod(sandbox: Sandbox, input: Input<typeof create>): PaymentMethod {
  const { number, token, exp_month: expMonth, exp_year: expYear } = input.card ?? {};
  const card = number ? cardByNumber(number) : cardByToken(token ?? "");
  if (!card && !number) throw noSuch("token", token ?? "", "card[token]");
  if (!card) throw declined("incorrect_number");
  const method = newMethod(sandbox, card, {
    expMonth,
    expYear,
    billing: detailsOf(input.billing_details),
    metadata: mergeMetadata({}, input.metadata),
  });
  refusePast(sandbox, method);
  return method;
}

/** Attaching a card asks its bank once, which is where most declining test cards stop. */
export function attachMethod(sandbox: Sandbox, id: string, customer: string): PaymentMethod {
  const method = findMethod(sandbox, id);
  if (method.customer === customer) return method;
  if (method.customer)
    throw invalid("The payment method you provided has already been attached to a customer.");
  if (sandbox.store.find("_detached", method.id))
    throw invalid(
      "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.",
      { param: "payment_method" },
    );
  const entry = entryDecline(method);
  if (entry) throw declined(entry.declineCode);
  const attached = sandbox.store.change("payment_method", method.id, { customer });
  sandbox.emit("payment_method.attached", attached);
  return attached;
}

/** A card the customer has. Neither another customer's nor one that nobody has can be charged for them. */
export function ownMethod(sandbox: Sandbox, customer: string, id: string, param: string): PaymentMethod {
  const method = sandbox.store.find("payment_method", id);
  if (!method && !cardByToken(id)) throw noSuch("payment_method", id, param);
  if (method?.customer === customer) return method;
  throw invalid(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    { code: "resource_missing", param },
  );
}

/** Whoever named the card as a default goes on without one. */
function detachMethod(sandbox: Sandbox, id: string): PaymentMethod {
  const method = sandbox.store.get("payment_method", id, "payment_method");
  const customer = sandbox.store.find("customer", method.customer);
  if (!customer)
    throw invalid(
      "The payment method you provided is not attached to a customer so detachment is impossible.",
    );
  if (customer.invoice_settings.default_payment_method === id) {
    const invoice_settings = { ...customer.invoice_settings, default_payment_method: null };
    sandbox.store.change("customer", customer.id, { invoice_settings });
  }
  for (const subscription of sandbox.store.where("subscription", "customer", customer.id)) {
    if (subscription.default_payment_method === id)
      sandbox.store.change("subscription", subscription.id, { default_payment_method: null });
  }
  return release(sandbox, id);
}

/** Takes the card from its customer, for good. */
export function release(sandbox: Sandbox, id: string): PaymentMethod {
  const before = sandbox.store.get("payment_method", id);
  const detached = sandbox.store.change("payment_method", id, { customer: null });
  sandbox.store.put<"_detached">({ id, object: "_detached" });
  sandbox.emit("payment_method.detached", detached, { customer: before.customer });
  return detached;
}

function updateMethod(sandbox: Sandbox, input: Input<typeof update>, id: string): PaymentMethod {
  const before = sandbox.store.get("payment_method", id, "payment_method");
  if (!before.customer)
    throw invalid("You must save this PaymentMethod to a customer before you can update it.");
  const changed = sandbox.store.change("payment_method", id, {
    ...given({ allow_redisplay: input.allow_redisplay }),
    billing_details: { ...before.billing_details, ...detailsOf(input.billing_details) },
    ...(before.card ? { card: { ...before.card, ...given(input.card ?? {}) } } : {}),
    metadata: mergeMetadata(before.metadata, input.metadata),
  });
  refusePast(sandbox, changed);
  return changed;
}

/** `pm_card_visa` and its like are not objects: each use makes a new card. */
export function findMethod(sandbox: Sandbox, id: string): PaymentMethod {
  const found = sandbox.store.find("payment_method", id);
  if (found) return found;
  const card = id.startsWith("pm_") ? cardByToken(id) : undefined;
  if (!card) throw noSuch("payment_method", id, "payment_method");
  return newMethod(sandbox, card, {});
}

export function declined(reason: string): ApiError {
  const { code, declineCode, message } = declineFor(reason);
  return new ApiError(402, { type: "card_error", code, decline_code: declineCode, message });
}

/** Why the bank refuses the card as soon as it is saved, or null. */
export function entryDecline(method: PaymentMethod): Decline | null {
  const number = Buffer.from(method.card?.fingerprint ?? "", "base64url").toString();
  return cardByNumber(number)?.entry ?? null;
}

/** Numbers go from the browser to Stripe; a server that sends them is refused even in test mode (docs: testing). */
function rawNumber(): ApiError {
  return new ApiError(402, {
    type: "invalid_request_error",
    message:
      "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing.",
  });
}

function refusePast(sandbox: Sandbox, { card }: PaymentMethod): void {
  if (!card) return;
  if (card.exp_month < 1 || card.exp_month > 12)
    throw expiry("month", "Your card's expiration month is invalid.");
  const year = yearNow(sandbox);
  if (card.exp_year < year || card.exp_year > year + 50)
    throw expiry("year", "Your card's expiration year is invalid.");
}

function expiry(part: "month" | "year", message: string): ApiError {
  return new ApiError(402, {
    type: "card_error",
    code: `invalid_expiry_${part}`,
    message,
    param: `card[exp_${part}]`,
  });
}

/** An empty string clears what it stands for; what is not named stays. */
function detailsOf(
  details: Input<typeof billingDetails> | undefined,
): Partial<PaymentMethod["billing_details"]> {
  const { address: place, ...plain } = details ?? {};
  return { ...given(plain), ...(place === undefined ? {} : { address: fullAddress(place) }) };
}
