import { asksOwner, confirmOwner } from "../billing/challenges.js";
import { openSetup, succeed } from "../billing/setups.js";
import { ApiError, invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { CheckoutSession } from "../types.js";
import type { SessionInput } from "./checkout.js";
import { createCustomer } from "./customers.js";
import { attachMethod, createMethod } from "./payment-methods.js";
import { given, mergeMetadata } from "./shapes.js";

/** What a card's owner enters on the hosted page. */
export interface CardOwner {
  email: string;
  name: string;
  country: string;
  postalCode: string;
  card: { number: string; exp_month: number; exp_year: number };
  isConfirmed: boolean;
}

/** What only a session that sells something takes (d.ts: SessionCreateParams). */
const SELLING = [
  "allow_promotion_codes",
  "automatic_tax",
  "discounts",
  "line_items",
  "payment_method_collection",
  "subscription_data",
  "tax_id_collection",
] as const;

/** A session that saves a card and charges nothing. Its setup intent is there from the beginning. */
export function createSetupSession(
  sandbox: Sandbox,
  input: SessionInput,
  blank: () => CheckoutSession,
): CheckoutSession {
  const unwanted = SELLING.find((name) => input[name] !== undefined);
  if (unwanted) throw invalid(`You can not pass \`${unwanted}\` in \`setup\` mode.`, { param: unwanted });
  if (!input.currency && !input.allowed_payment_method_types)
    throw invalid("You must provide `currency` or `allowed_payment_method_types` in `setup` mode.", {
      code: "parameter_missing",
      param: "currency",
    });
  const session = blank();
  const { id: setup_intent } = openSetup(sandbox, {
    customer: session.customer,
    ...given({ description: input.setup_intent_data?.description }),
    metadata: mergeMetadata({}, input.setup_intent_data?.metadata),
    allowedTypes: ["card"],
    automatic: { allow_redirects: "always", enabled: true },
  });
  return sandbox.store.change("checkout.session", session.id, {
    amount_subtotal: null,
    amount_total: null,
    currency: input.currency ?? null,
    customer_creation: session.customer ? null : (input.customer_creation ?? "if_required"),
    payment_status: "no_payment_required",
    setup_intent,
    total_details: null,
  });
}

/**
 * Saves the card. It becomes nobody's default: whoever made the session sees to that (docs: save and reuse).
 * A refused card throws and leaves nothing behind; so does one whose owner has not been heard.
 */
export function completeSetup(sandbox: Sandbox, id: string, owner: CardOwner): CheckoutSession {
  const session = sandbox.store.get("checkout.session", id);
  if (session.status !== "open") throw invalid("This checkout session is no longer open.");
  const { email, name, country, postalCode: postal_code } = owner;
  const address = { country, postal_code };
  const method = createMethod(sandbox, {
    type: "card",
    card: owner.card,
    billing_details: { email, name, address },
  });
  const customer =
    session.customer ??
    (session.customer_creation === "always" ? createCustomer(sandbox, { email, name }).id : null);
  if (customer) attachMethod(sandbox, method.id, customer);
  if (owner.isConfirmed) confirmOwner(sandbox, method.id);
  if (asksOwner(sandbox, method)) throw ownerAsked();
  const setup = session.setup_intent ?? "";
  sandbox.store.change("setup_intent", setup, { customer });
  succeed(sandbox, setup, method.id);
  const completed = sandbox.store.change("checkout.session", id, {
    status: "complete",
    url: null,
    customer,
    customer_details: {
      address: { city: null, country, line1: null, line2: null, postal_code, state: null },
      business_name: null,
      email,
      individual_name: null,
      name,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    },
  });
  sandbox.emit("checkout.session.completed", completed);
  return completed;
}

/** What the page answers by leading the owner to the bank. */
function ownerAsked(): ApiError {
  return new ApiError(402, {
    type: "card_error",
    code: "authentication_required",
    message: "The bank wants to hear from the owner of the card.",
  });
}
