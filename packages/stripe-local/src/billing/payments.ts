import { ApiError } from "../errors.js";
import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Charge, Invoice, InvoicePayment, PaymentIntent, PaymentMethod } from "../types.js";
import { cardByLast4, type Decline, declineFor } from "./cards.js";
import { asksOwner, OWNER_ASKED, waitForOwner } from "./challenges.js";
import { openDispute } from "./disputes.js";

/** Opens the payment of a finalised invoice: an intent that waits, and the record that ties it to the invoice. */
export function openPayment(sandbox: Sandbox, invoice: Invoice): PaymentIntent {
  const intent = newIntent(sandbox, invoice);
  sandbox.emit("payment_intent.created", intent);
  sandbox.store.put<"invoice_payment">({
    id: sandbox.id("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: intent.created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
  return intent;
}

/** Charges the card once. Null is success; a decline comes back as what to tell the payer. */
export function charge(
  sandbox: Sandbox,
  intent: PaymentIntent,
  method: PaymentMethod,
  invoice: string,
): Decline | null {
  const decline = declineOf(sandbox, method);
  if (!decline && asksOwner(sandbox, method)) {
    waitForOwner(sandbox, intent, method, invoice);
    return OWNER_ASKED;
  }
  const made = newCharge(sandbox, intent, method, decline);
  if (decline) refuse(sandbox, intent, method, made, decline);
  else accept(sandbox, intent, method, made);
  const { disputes } = cardByLast4(method.card?.last4 ?? "") ?? {};
  if (!decline && disputes) openDispute(sandbox, made, { isInquiry: disputes === "inquiry" });
  return decline;
}

function paymentOf(sandbox: Sandbox, invoice: string): InvoicePayment | undefined {
  return sandbox.store.where("invoice_payment", "invoice", invoice).find((each) => each.is_default);
}

export function intentOf(sandbox: Sandbox, invoice: string): PaymentIntent | undefined {
  return sandbox.store.find("payment_intent", paymentOf(sandbox, invoice)?.payment.payment_intent);
}

export function closePayment(sandbox: Sandbox, invoice: Invoice, status: "paid" | "canceled"): void {
  const payment = paymentOf(sandbox, invoice.id);
  if (!payment) return;
  const now = sandbox.nowOf(invoice.customer);
  const isPaid = status === "paid";
  const closed = sandbox.store.change("invoice_payment", payment.id, {
    status,
    amount_paid: isPaid ? payment.amount_requested : null,
    status_transitions: { canceled_at: isPaid ? null : now, paid_at: isPaid ? now : null },
  });
  if (isPaid) sandbox.emit("invoice_payment.paid", closed);
  else if (payment.payment.payment_intent) cancelIntent(sandbox, payment.payment.payment_intent, now);
}

/** The 402 an API caller gets for a decline. */
export function cardError(sandbox: Sandbox, decline: Decline, intent: PaymentIntent | undefined): ApiError {
  return new ApiError(
    402,
    {
      type: "card_error",
      code: decline.code,
      decline_code: decline.declineCode,
      message: decline.message,
      ...(intent?.latest_charge ? { charge: intent.latest_charge } : {}),
      ...(intent ? { payment_intent: sandbox.store.get("payment_intent", intent.id) } : {}),
    },
    true,
  );
}

function declineOf(sandbox: Sandbox, method: PaymentMethod): Decline | null {
  const forced = sandbox.settings.failNextPayment;
  if (forced) {
    sandbox.configure({ failNextPayment: null });
    return declineFor(forced);
  }
  const card = cardByLast4(method.card?.last4 ?? "");
  return card?.charge ?? card?.entry ?? null;
}

function refuse(
  sandbox: Sandbox,
  intent: PaymentIntent,
  method: PaymentMethod,
  made: Charge,
  decline: Decline,
): void {
  const failed = sandbox.store.change("payment_intent", intent.id, {
    status: "requires_payment_method",
    latest_charge: made.id,
    next_action: null,
    last_payment_error: {
      type: "card_error",
      code: decline.code,
      decline_code: decline.declineCode,
      message: decline.message,
      charge: made.id,
      payment_method: method,
    },
  });
  sandbox.emit("charge.failed", made);
  sandbox.emit("payment_intent.payment_failed", failed);
}

function accept(sandbox: Sandbox, intent: PaymentIntent, method: PaymentMethod, made: Charge): void {
  const paid = sandbox.store.change("payment_intent", intent.id, {
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: made.id,
    last_payment_error: null,
    next_action: null,
    payment_method: method.id,
  });
  sandbox.emit("charge.succeeded", made);
  sandbox.emit("payment_intent.succeeded", paid);
}

function cancelIntent(sandbox: Sandbox, id: string, now: number): void {
  const canceled = sandbox.store.change("payment_intent", id, {
    status: "canceled",
    canceled_at: now,
    cancellation_reason: "void_invoice",
  });
  sandbox.emit("payment_intent.canceled", canceled);
}

function newIntent(sandbox: Sandbox, invoice: Invoice): PaymentIntent {
  const id = sandbox.id("pi");
  return sandbox.store.put<"payment_intent">({
    id,
    object: "payment_intent",
    amount: invoice.amount_due,
    amount_capturable: 0,
    amount_received: 0,
    capture_method: "automatic",
    client_secret: `${id}_secret_${sandbox.id("s").slice(2)}`,
    confirmation_method: "automatic",
    created: sandbox.nowOf(invoice.customer),
    currency: invoice.currency,
    customer: invoice.customer,
    description: invoice.parent ? "Subscription update" : null,
    livemode: false,
    metadata: {},
    payment_method_types: ["card"],
    setup_future_usage: "off_session",
    status: "requires_payment_method",
    ...nulls(
      "allowed_payment_method_types",
      "application",
      "application_fee_amount",
      "automatic_payment_methods",
      "canceled_at",
      "cancellation_reason",
      "customer_account",
      "excluded_payment_method_types",
      "last_payment_error",
      "latest_charge",
      "managed_payments",
      "next_action",
      "on_behalf_of",
      "payment_method",
      "payment_method_configuration_details",
      "payment_method_options",
      "payment_record",
      "processing",
      "receipt_email",
      "review",
      "shipping",
      "source",
      "statement_descriptor",
      "statement_descriptor_suffix",
      "transfer_data",
      "transfer_group",
    ),
  });
}

function newCharge(
  sandbox: Sandbox,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline | null,
): Charge {
  const id = sandbox.id("ch");
  return sandbox.store.put<"charge">({
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: decline ? 0 : intent.amount,
    amount_refunded: 0,
    billing_details: method.billing_details,
    captured: !decline,
    created: sandbox.nowOf(intent.customer),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    outcome: outcomeOf(decline),
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: cardDetails(intent, method),
    refunded: false,
    status: decline ? "failed" : "succeeded",
    ...nulls(
      "application",
      "application_fee",
      "application_fee_amount",
      "balance_transaction",
      "calculated_statement_descriptor",
      "failure_balance_transaction",
      "on_behalf_of",
      "receipt_email",
      "receipt_number",
      "receipt_url",
      "review",
      "shipping",
      "source",
      "source_transfer",
      "statement_descriptor",
      "statement_descriptor_suffix",
      "transfer_data",
      "transfer_group",
    ),
  });
}

function outcomeOf(decline: Decline | null): NonNullable<Charge["outcome"]> {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline?.declineCode ?? null,
    seller_message: decline
      ? "The bank did not return any further details with this decline."
      : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

function cardDetails(intent: PaymentIntent, method: PaymentMethod): Charge["payment_method_details"] {
  const { card } = method;
  if (!card) return null;
  return {
    type: "card",
    card: {
      amount_authorized: intent.amount,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      last4: card.last4,
      network: card.brand,
      regulated_status: "unregulated",
      ...nulls(
        "authorization_code",
        "electronic_commerce_indicator",
        "installments",
        "mandate",
        "network_transaction_id",
        "three_d_secure",
        "transaction_link_id",
        "wallet",
      ),
    },
  };
}
