import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice, PaymentMethod, Subscription } from "../types.js";
import { DAY } from "./calendar.js";
import { type Decline, HARD_DECLINES } from "./cards.js";
import { OWNER_ASKED } from "./challenges.js";
import { endSubscription } from "./ending.js";
import { charge, intentOf } from "./payments.js";
import { settlePaid } from "./settlement.js";

interface Attempt {
  method?: string;
  /** Automatic attempts follow the retry table; a payer's own attempt does not use one up. */
  isAutomatic: boolean;
}

/** Tries to collect an open invoice once. Null is success. The subscription is told by `afterFailure`. */
export function collect(sandbox: Sandbox, id: string, attempt: Attempt): Decline | null {
  const invoice = sandbox.store.get("invoice", id);
  const method = methodFor(sandbox, invoice, attempt.method);
  const intent = intentOf(sandbox, id);
  if (!intent) throw invalid("This invoice has no payment to collect.");
  const decline = method ? charge(sandbox, intent, method, id) : NO_METHOD;
  if (decline === OWNER_ASKED) sandbox.emit("invoice.payment_action_required", invoice);
  if (decline) recordFailure(sandbox, invoice, attempt.isAutomatic);
  else settlePaid(sandbox, id);
  return decline;
}

/** A retry by the table. A hard decline is not sent to the network again until the card changes. */
export function retry(sandbox: Sandbox, id: string): void {
  const invoice = sandbox.store.get("invoice", id);
  if (isHopeless(sandbox, invoice)) recordFailure(sandbox, invoice, true);
  else if (collect(sandbox, id, { isAutomatic: true }) === null) return;
  afterFailure(sandbox, sandbox.store.get("invoice", id));
}

/** past_due after a failure; canceled, unpaid or past_due after the last one, by setting. */
export function afterFailure(sandbox: Sandbox, invoice: Invoice): void {
  const subscription = subscriptionOf(sandbox, invoice);
  if (!subscription || invoice.status !== "open" || subscription.latest_invoice !== invoice.id) return;
  if (subscription.status === "active" || subscription.status === "trialing") {
    sandbox.store.change("subscription", subscription.id, { status: "past_due" });
  }
  const isOver =
    invoice.next_payment_attempt === null && invoice.attempt_count > sandbox.settings.retryDays.length;
  if (!isOver) return;
  if (sandbox.settings.afterRetries === "cancel") endSubscription(sandbox, subscription.id, "payment_failed");
  if (sandbox.settings.afterRetries === "unpaid") {
    sandbox.store.change("subscription", subscription.id, { status: "unpaid" });
  }
}

function subscriptionOf(sandbox: Sandbox, invoice: Invoice): Subscription | undefined {
  return sandbox.store.find("subscription", invoice.parent?.subscription_details?.subscription);
}

/** The invoice's own card, then the subscription's, then the customer's default. */
export function methodFor(sandbox: Sandbox, invoice: Invoice, given?: string): PaymentMethod | undefined {
  const customer = sandbox.store.find("customer", invoice.customer);
  const id =
    given ??
    invoice.default_payment_method ??
    subscriptionOf(sandbox, invoice)?.default_payment_method ??
    customer?.invoice_settings.default_payment_method;
  return sandbox.store.find("payment_method", id);
}

const NO_METHOD: Decline = {
  code: "invoice_payment_intent_requires_action",
  declineCode: "",
  message: "This customer has no default payment method.",
};

function recordFailure(sandbox: Sandbox, invoice: Invoice, isAutomatic: boolean): void {
  const counts = isAutomatic || invoice.attempt_count === 0;
  const attempts = invoice.attempt_count + (counts ? 1 : 0);
  const days = sandbox.settings.retryDays[attempts - 1];
  const first = invoice.status_transitions.finalized_at ?? sandbox.nowOf(invoice.customer);
  const isRetried = isAutomatic && isRetriedLater(sandbox, invoice) && days !== undefined;
  const failed = sandbox.store.change("invoice", invoice.id, {
    attempted: true,
    attempt_count: attempts,
    auto_advance: isAutomatic ? isRetried : invoice.auto_advance,
    next_payment_attempt: isAutomatic
      ? isRetried
        ? first + days * DAY
        : null
      : invoice.next_payment_attempt,
  });
  sandbox.emit("invoice.payment_failed", failed);
}

/** The first invoice of an incomplete subscription is not retried: it has 23 hours, then it is void. */
function isRetriedLater(sandbox: Sandbox, invoice: Invoice): boolean {
  const status = subscriptionOf(sandbox, invoice)?.status;
  return status !== undefined && !["incomplete", "canceled", "incomplete_expired"].includes(status);
}

function isHopeless(sandbox: Sandbox, invoice: Invoice): boolean {
  const last = sandbox.store.find("charge", intentOf(sandbox, invoice.id)?.latest_charge);
  const isSameCard = last?.payment_method === methodFor(sandbox, invoice)?.id;
  return isSameCard && HARD_DECLINES.has(last?.outcome?.reason ?? "");
}
