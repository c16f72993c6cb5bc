import { OWNER_ASKED } from "../billing/challenges.js";
import { collect } from "../billing/collection.js";
import { answerDispute, loseDispute } from "../billing/disputes.js";
import { money } from "../billing/money.js";
import { cardError } from "../billing/payments.js";
import { invalid, noSuch } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import { atLeast, flag, type Input, metadata, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { PaymentIntent, Refund } from "../types.js";
import { attachMethod } from "./payment-methods.js";
import { mergeMetadata } from "./shapes.js";

const refundInput = object({
  amount: atLeast(1),
  charge: text,
  payment_intent: text,
  metadata,
  reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
});
const evidenceInput = object({ evidence: object({ uncategorized_text: text }), submit: flag });

export const paymentRoutes: Route[] = [
  listRoute("/v1/payment_intents", "payment_intent", { customer: text }),
  route(
    "POST /v1/payment_intents/:id/confirm",
    object({ payment_method: text, return_url: text, client_secret: text }),
    confirm,
  ),
  retrieveRoute("/v1/charges", "charge"),
  listRoute("/v1/charges", "charge", { customer: text, payment_intent: text }),
  listRoute(
    "/v1/invoice_payments",
    "invoice_payment",
    { invoice: text, status: text, payment: object({ type: required(text), payment_intent: text }) },
    (payment, { invoice, status, payment: wanted }) =>
      (invoice === undefined || payment.invoice === invoice) &&
      (status === undefined || payment.status === status) &&
      (!wanted || JSON.stringify(wanted).includes(payment.payment.payment_intent ?? "none")),
  ),
  retrieveRoute("/v1/disputes", "dispute"),
  route("POST /v1/disputes/:id", evidenceInput, (sandbox, { evidence, submit = true }, id: string) =>
    answerDispute(sandbox, id, evidence?.uncategorized_text ?? null, submit),
  ),
  listRoute("/v1/disputes", "dispute", { charge: text, payment_intent: text }),
  route("POST /v1/disputes/:id/close", object({}), (sandbox, _, id: string) => loseDispute(sandbox, id)),
  listRoute("/v1/refunds", "refund", { charge: text, payment_intent: text }),
  route("POST /v1/refunds", refundInput, createRefund),
];

function confirm(sandbox: Sandbox, input: { payment_method?: string }, id: string): PaymentIntent {
  const intent = sandbox.store.get("payment_intent", id);
  const [payment] = sandbox.store.where("invoice_payment", "payment_intent", id);
  if (!payment) throw invalid("Only payment intents of invoices can be confirmed here.");
  if (intent.status === "succeeded")
    throw invalid("This PaymentIntent has already succeeded.", { code: "payment_intent_unexpected_state" });
  const method = input.payment_method
    ? attachMethod(sandbox, input.payment_method, intent.customer ?? "").id
    : undefined;
  const decline = collect(sandbox, payment.invoice, { isAutomatic: false, ...(method ? { method } : {}) });
  if (decline && decline !== OWNER_ASKED) throw cardError(sandbox, decline, intent);
  return sandbox.store.get("payment_intent", id);
}

export function createRefund(sandbox: Sandbox, input: Input<typeof refundInput>): Refund {
  const chargeId = input.charge ?? sandbox.store.find("payment_intent", input.payment_intent)?.latest_charge;
  if (!chargeId && !input.payment_intent)
    throw invalid(
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  if (!chargeId) throw noSuch("payment_intent", input.payment_intent ?? "", "payment_intent");
  const charge = sandbox.store.get("charge", chargeId, "charge");
  if (charge.disputed && !isRefundable(sandbox, charge.id))
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  const left = charge.amount - charge.amount_refunded;
  if (left === 0)
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  if (charge.status === "failed")
    throw invalid(`Charge ${charge.id} has failed; cannot issue a refund.`, {
      code: "charge_not_refundable",
    });
  const amount = input.amount ?? left;
  if (amount > left)
    throw invalid(
      `Refund amount (${money(amount, charge.currency)}) is greater than unrefunded amount on charge (${money(left, charge.currency)})`,
      { param: "amount" },
    );
  const created = sandbox.store.put<"refund">({
    id: sandbox.id("re"),
    object: "refund",
    amount,
    charge: charge.id,
    created: sandbox.nowOf(charge.customer),
    currency: charge.currency,
    customer: charge.customer,
    metadata: mergeMetadata({}, input.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason ?? null,
    status: "succeeded",
    ...nulls(
      "balance_transaction",
      "customer_account",
      "receipt_number",
      "source_transfer_reversal",
      "transfer_reversal",
    ),
  });
  const refunded = sandbox.store.change("charge", charge.id, {
    amount_refunded: charge.amount_refunded + amount,
    refunded: charge.amount_refunded + amount === charge.amount,
  });
  sandbox.emit("refund.created", created);
  sandbox.emit("charge.refunded", refunded);
  return created;
}

/** A charge whose dispute was won belongs to the seller again. */
function isRefundable(sandbox: Sandbox, charge: string): boolean {
  return sandbox.store.where("dispute", "charge", charge).every(({ status }) => status === "won");
}
