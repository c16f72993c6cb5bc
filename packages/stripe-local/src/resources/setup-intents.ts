import { asksOwner, confirmOwner } from "../billing/challenges.js";
import { askOwner, cancelSetup, openSetup, refuseOwner, refuseSetup, succeed } from "../billing/setups.js";
import { invalid } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { flag, type Input, list, metadata, object, oneOf, required, text, webUrl } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { SetupIntent } from "../types.js";
import { attachMethod, entryDecline, findMethod } from "./payment-methods.js";
import { given, mergeMetadata } from "./shapes.js";

const plain = { customer: text, description: text, metadata, payment_method: text };
const createInput = object({
  ...plain,
  automatic_payment_methods: object({ allow_redirects: oneOf("always", "never"), enabled: required(flag) }),
  confirm: flag,
  allowed_payment_method_types: list(oneOf("card")),
  return_url: webUrl,
  usage: oneOf("off_session", "on_session"),
});
const updateInput = object({ ...plain, allowed_payment_method_types: list(oneOf("card")) });
const confirmInput = object({ client_secret: text, payment_method: text, return_url: webUrl });
const cancelInput = object({
  cancellation_reason: oneOf("abandoned", "duplicate", "requested_by_customer"),
});

/** Saving a card without charging it (docs: setup intents). */
export const setupIntentRoutes: Route[] = [
  retrieveRoute("/v1/setup_intents", "setup_intent", { param: "intent", fields: { client_secret: text } }),
  listRoute("/v1/setup_intents", "setup_intent", { customer: text, payment_method: text }),
  route("POST /v1/setup_intents", createInput, createIntent),
  route("POST /v1/setup_intents/:id", updateInput, updateIntent),
  route("POST /v1/setup_intents/:id/confirm", confirmInput, confirmIntent),
  route("POST /v1/setup_intents/:id/cancel", cancelInput, cancelIntent),
];

function createIntent(sandbox: Sandbox, input: Input<typeof createInput>): SetupIntent {
  const { confirm = false, customer, payment_method: method } = input;
  if (input.return_url && !confirm)
    throw invalid("You may only specify `return_url` when `confirm` is true.", { param: "return_url" });
  const { id } = openSetup(sandbox, {
    customer: customer ? sandbox.store.get("customer", customer, "customer").id : null,
    ...given({ description: input.description, usage: input.usage }),
    metadata: mergeMetadata({}, input.metadata),
    allowedTypes: input.allowed_payment_method_types ?? null,
    automatic: { allow_redirects: "always", enabled: true, ...input.automatic_payment_methods },
  });
  if (method) giveMethod(sandbox, id, method);
  if (!confirm) return sandbox.store.get("setup_intent", id);
  return confirmIntent(sandbox, given({ return_url: input.return_url }), id);
}

function updateIntent(sandbox: Sandbox, input: Input<typeof updateInput>, id: string): SetupIntent {
  const before = sandbox.store.get("setup_intent", id, "intent");
  refuseFinished(before, "update");
  if (input.customer) sandbox.store.get("customer", input.customer, "customer");
  const { payment_method: method, metadata: newMetadata, ...fields } = input;
  sandbox.store.change("setup_intent", id, {
    ...given(fields),
    metadata: mergeMetadata(before.metadata, newMetadata),
  });
  if (method) giveMethod(sandbox, id, method);
  return sandbox.store.get("setup_intent", id);
}

/** Saves the card, asks its owner, or says why it cannot be saved. */
export function confirmIntent(sandbox: Sandbox, input: Input<typeof confirmInput>, id: string): SetupIntent {
  refuseFinished(sandbox.store.get("setup_intent", id, "intent"), "confirm");
  if (input.payment_method) giveMethod(sandbox, id, input.payment_method);
  const intent = sandbox.store.get("setup_intent", id);
  if (!intent.payment_method)
    throw unexpected(
      "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
  refuseWithoutReturn(intent, input.return_url);
  const method = sandbox.store.get("payment_method", intent.payment_method);
  const decline = entryDecline(method);
  if (decline) throw refuseSetup(sandbox, id, method, decline);
  if (asksOwner(sandbox, method)) return askOwner(sandbox, id, method.id, input.return_url ?? null);
  if (intent.customer) attachMethod(sandbox, method.id, intent.customer);
  return succeed(sandbox, id, method.id);
}

/** What the card's owner has told the bank: saved, or in need of another card. */
export function answerSetup(sandbox: Sandbox, id: string, isConfirmed: boolean): SetupIntent {
  const intent = sandbox.store.get("setup_intent", id);
  if (intent.status !== "requires_action") return intent;
  if (!isConfirmed) return refuseOwner(sandbox, id);
  const method = intent.payment_method ?? "";
  confirmOwner(sandbox, method);
  asksOwner(sandbox, sandbox.store.get("payment_method", method));
  if (intent.customer) attachMethod(sandbox, method, intent.customer);
  return succeed(sandbox, id, method);
}

export function cancelIntent(
  sandbox: Sandbox,
  { cancellation_reason: reason }: Input<typeof cancelInput>,
  id: string,
): SetupIntent {
  const { status } = sandbox.store.get("setup_intent", id, "intent");
  if (status === "succeeded" || status === "canceled")
    throw unexpected(
      `You cannot cancel this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be canceled: requires_payment_method, requires_confirmation, requires_action.`,
    );
  if (sandbox.store.all("checkout.session").some((session) => session.setup_intent === id))
    throw unexpected(
      "You cannot cancel this SetupIntent because it was created by a Checkout Session. Expire the Checkout Session instead.",
    );
  return cancelSetup(sandbox, id, reason ?? null);
}

/** Names the card. One of another customer is refused before it is asked for anything. */
function giveMethod(sandbox: Sandbox, id: string, wanted: string): void {
  const { customer } = sandbox.store.get("setup_intent", id);
  const method = findMethod(sandbox, wanted);
  if (method.customer && method.customer !== customer)
    throw invalid(
      customer
        ? "The payment method supplied belongs to a different Customer than the one of this SetupIntent."
        : "The provided PaymentMethod is attached to a Customer: supply that Customer as `customer`.",
      { param: "payment_method" },
    );
  sandbox.store.change("setup_intent", id, { payment_method: method.id, status: "requires_confirmation" });
}

function refuseFinished({ status }: SetupIntent, verb: "confirm" | "update"): void {
  if (status === "succeeded")
    throw unexpected(`You cannot ${verb} this SetupIntent because it has already succeeded.`);
  if (status === "canceled")
    throw unexpected(`You cannot ${verb} this SetupIntent because it has a status of canceled.`);
}

/** What the account has switched on may lead away from the page, and then has to know the way back. */
function refuseWithoutReturn(intent: SetupIntent, url?: string): void {
  const { automatic_payment_methods: automatic, allowed_payment_method_types: allowed } = intent;
  if (!automatic?.enabled || automatic.allow_redirects === "never" || allowed || url) return;
  throw invalid(
    "This SetupIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}

const unexpected = (message: string) => invalid(message, { code: "setup_intent_unexpected_state" });
