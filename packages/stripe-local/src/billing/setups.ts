import { ApiError } from "../errors.js";
import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { PaymentMethod, SetupIntent } from "../types.js";
import type { Decline } from "./cards.js";

export interface NewSetup {
  customer: string | null;
  description?: string;
  metadata: Record<string, string>;
  /** Null is whatever the account has switched on, which may lead the customer to another page. */
  allowedTypes: "card"[] | null;
  automatic: { allow_redirects: "always" | "never"; enabled: boolean };
  usage?: string;
}

/** Opens the saving of a card: an intent that waits for one. */
export function openSetup(sandbox: Sandbox, setup: NewSetup): SetupIntent {
  const id = sandbox.id("seti");
  const created = sandbox.store.put<"setup_intent">({
    id,
    object: "setup_intent",
    allowed_payment_method_types: setup.allowedTypes,
    automatic_payment_methods: setup.automatic,
    client_secret: `${id}_secret_${sandbox.id("s").slice(2)}`,
    created: sandbox.nowOf(setup.customer),
    customer: setup.customer,
    description: setup.description ?? null,
    livemode: false,
    metadata: setup.metadata,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    status: "requires_payment_method",
    usage: setup.usage ?? "off_session",
    ...nulls(
      "application",
      "cancellation_reason",
      "customer_account",
      "excluded_payment_method_types",
      "flow_directions",
      "last_setup_error",
      "latest_attempt",
      "managed_payments",
      "mandate",
      "next_action",
      "on_behalf_of",
      "payment_method",
      "payment_method_configuration_details",
      "single_use_mandate",
    ),
  });
  sandbox.emit("setup_intent.created", created);
  return created;
}

/** The card is saved; attaching it is left to the caller. */
export function succeed(sandbox: Sandbox, id: string, method: string): SetupIntent {
  const done = sandbox.store.change("setup_intent", id, {
    status: "succeeded",
    payment_method: method,
    last_setup_error: null,
    next_action: null,
  });
  sandbox.emit("setup_intent.succeeded", done);
  return done;
}

/** The bank wants to hear from the card's owner: on a page they are led to, or through the browser's own script. */
export function askOwner(
  sandbox: Sandbox,
  id: string,
  method: string,
  returnUrl: string | null,
): SetupIntent {
  const url = `${sandbox.publicUrl}/3ds/${id}`;
  const waiting = sandbox.store.change("setup_intent", id, {
    status: "requires_action",
    payment_method: method,
    last_setup_error: null,
    next_action: returnUrl
      ? { type: "redirect_to_url", redirect_to_url: { url, return_url: returnUrl } }
      : { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } },
  });
  sandbox.emit("setup_intent.requires_action", waiting);
  return waiting;
}

/** The bank said no. The intent waits for another card, and what the caller gets is a 402 that stays written down. */
export function refuseSetup(sandbox: Sandbox, id: string, method: PaymentMethod, decline: Decline): ApiError {
  const error = {
    type: "card_error" as const,
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
  };
  const setup_intent = failSetup(sandbox, id, { ...error, payment_method: method });
  return new ApiError(402, { ...error, payment_method: method, setup_intent }, true);
}

/** The owner could not be confirmed. */
export function refuseOwner(sandbox: Sandbox, id: string): SetupIntent {
  return failSetup(sandbox, id, {
    type: "invalid_request_error",
    code: "setup_intent_authentication_failure",
    message:
      "The latest attempt to set up the payment method has failed because authentication failed. Provide a new payment method to attempt the setup again.",
  });
}

export function cancelSetup(
  sandbox: Sandbox,
  id: string,
  reason: SetupIntent["cancellation_reason"],
): SetupIntent {
  const canceled = sandbox.store.change("setup_intent", id, {
    status: "canceled",
    cancellation_reason: reason,
    next_action: null,
  });
  sandbox.emit("setup_intent.canceled", canceled);
  return canceled;
}

function failSetup(
  sandbox: Sandbox,
  id: string,
  error: NonNullable<SetupIntent["last_setup_error"]>,
): SetupIntent {
  const failed = sandbox.store.change("setup_intent", id, {
    status: "requires_payment_method",
    payment_method: null,
    last_setup_error: error,
    next_action: null,
  });
  sandbox.emit("setup_intent.setup_failed", failed);
  return failed;
}
