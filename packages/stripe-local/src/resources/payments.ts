import { postBalance } from "../billing/balance.js";
import { collect } from "../billing/collection.js";
import { loseDispute } from "../billing/disputes.js";
import { cardError, intentOf } from "../billing/payments.js";
import { settlePaid } from "../billing/settlement.js";
import { invalid, noSuch } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import { type Input, integer, list, metadata, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { CreditNote, Invoice, PaymentIntent, Refund } from "../types.js";
import { attachMethod } from "./payment-methods.js";
import { mergeMetadata } from "./shapes.js";

const refundInput = object({
  amount: integer,
  charge: text,
  payment_intent: text,
  metadata,
  reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
});
const creditNoteInput = object({
  amount: integer,
  credit_amount: integer,
  invoice: required(text),
  lines: list(
    object({
      type: required(oneOf("invoice_line_item", "custom_line_item")),
      amount: integer,
      invoice_line_item: text,
      description: text,
      quantity: integer,
      unit_amount: integer,
    }),
  ),
  memo: text,
  metadata,
  out_of_band_amount: integer,
  reason: oneOf("duplicate", "fraudulent", "order_change", "product_unsatisfactory"),
  refund_amount: integer,
  refunds: list(object({ refund: required(text), amount_refunded: integer })),
});

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
  listRoute("/v1/disputes", "dispute", { charge: text, payment_intent: text }),
  route("POST /v1/disputes/:id/close", object({}), (sandbox, _, id: string) => loseDispute(sandbox, id)),
  listRoute("/v1/refunds", "refund", { charge: text, payment_intent: text }),
  route("POST /v1/refunds", refundInput, createRefund),
  listRoute("/v1/credit_notes", "credit_note", { customer: text, invoice: text }),
  route("POST /v1/credit_notes", creditNoteInput, createCreditNote),
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
  if (decline) throw cardError(sandbox, decline, intent);
  return sandbox.store.get("payment_intent", id);
}

function createRefund(sandbox: Sandbox, input: Input<typeof refundInput>): Refund {
  const chargeId = input.charge ?? sandbox.store.find("payment_intent", input.payment_intent)?.latest_charge;
  if (!chargeId) throw noSuch("payment_intent", input.payment_intent ?? "", "payment_intent");
  const charge = sandbox.store.get("charge", chargeId, "charge");
  const left = charge.amount - charge.amount_refunded;
  if (left === 0)
    throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  const amount = input.amount ?? left;
  if (amount > left)
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    });
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

/** Before payment a credit note lowers what is due; after it, the money goes back to the card or the balance. */
function createCreditNote(sandbox: Sandbox, input: Input<typeof creditNoteInput>): CreditNote {
  const invoice = sandbox.store.get("invoice", input.invoice, "invoice");
  if (!["open", "paid"].includes(invoice.status ?? ""))
    throw invalid("Credit notes can only be issued for open or paid invoices.");
  const lines = noteLines(sandbox, invoice, input);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const creditable = creditableOf(invoice);
  if (amount <= 0 || amount > creditable) {
    throw invalid(`The credit note amount must be between 1 and ${creditable}.`, { param: "amount" });
  }
  const isPaid = invoice.status === "paid";
  if (isPaid) refuseUnallocated(input, amount);
  const id = sandbox.id("cn");
  const refunds = isPaid ? noteRefunds(sandbox, invoice, input) : [];
  const credit = isPaid && input.credit_amount ? input.credit_amount : 0;
  const transaction = credit
    ? postBalance(sandbox, invoice.customer ?? "", -credit, "credit_note", {
        creditNote: id,
        invoice: invoice.id,
      })
    : null;
  const note = sandbox.store.put<"credit_note">({
    id,
    object: "credit_note",
    amount,
    amount_shipping: 0,
    created: sandbox.nowOf(invoice.customer),
    currency: invoice.currency,
    customer: invoice.customer ?? "",
    customer_account: null,
    customer_balance_transaction: transaction?.id ?? null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: sandbox.nowOf(invoice.customer),
    invoice: invoice.id,
    lines: { object: "list", data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: input.memo ?? null,
    metadata: mergeMetadata({}, input.metadata),
    number: `${invoice.number}-CN-${String(notesOf(sandbox, invoice.id) + 1).padStart(2, "0")}`,
    out_of_band_amount: input.out_of_band_amount ?? null,
    pdf: invoice.invoice_pdf ?? "",
    post_payment_amount: isPaid ? amount : 0,
    pre_payment_amount: isPaid ? 0 : amount,
    pretax_credit_amounts: [],
    reason: input.reason ?? null,
    refunds,
    shipping_cost: null,
    status: "issued",
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: isPaid ? "post_payment" : "pre_payment",
    voided_at: null,
  });
  creditInvoice(sandbox, invoice, amount, isPaid);
  sandbox.emit("credit_note.created", note);
  return note;
}

/** Before payment what is still due, after it what was not credited yet. */
function creditableOf(invoice: Invoice): number {
  if (invoice.status === "open") return invoice.amount_remaining;
  return invoice.total - invoice.pre_payment_credit_notes_amount - invoice.post_payment_credit_notes_amount;
}

/** After payment it must be said where all of the money goes: to the card, the balance, or past us. */
function refuseUnallocated(input: Input<typeof creditNoteInput>, amount: number): void {
  const refunded = (input.refunds ?? []).reduce((sum, each) => sum + (each.amount_refunded ?? 0), 0);
  const { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0 } = input;
  const isOpenEnded = input.refunds?.some((each) => each.amount_refunded === undefined);
  if (isOpenEnded || refunded + refund_amount + credit_amount + out_of_band_amount === amount) return;
  throw invalid(
    `The sum of credit amount, refund amount and out of band amount must equal the post payment amount of the credit note (${amount}).`,
  );
}

function creditInvoice(sandbox: Sandbox, invoice: Invoice, amount: number, isPaid: boolean): void {
  if (isPaid) {
    const post_payment_credit_notes_amount = invoice.post_payment_credit_notes_amount + amount;
    sandbox.store.change("invoice", invoice.id, { post_payment_credit_notes_amount });
    return;
  }
  const due = Math.max(0, invoice.amount_due - amount);
  const pre_payment_credit_notes_amount = invoice.pre_payment_credit_notes_amount + amount;
  sandbox.store.change("invoice", invoice.id, {
    pre_payment_credit_notes_amount,
    amount_due: due,
    amount_remaining: due,
  });
  const intent = intentOf(sandbox, invoice.id);
  if (intent) sandbox.store.change("payment_intent", intent.id, { amount: due });
  if (due === 0) settlePaid(sandbox, invoice.id);
}

function notesOf(sandbox: Sandbox, invoice: string): number {
  return sandbox.store.where("credit_note", "invoice", invoice).length;
}

function noteRefunds(
  sandbox: Sandbox,
  invoice: Invoice,
  input: Input<typeof creditNoteInput>,
): CreditNote["refunds"] {
  const given = (input.refunds ?? []).map(({ refund, amount_refunded }) => {
    const found = sandbox.store.get("refund", refund, "refunds");
    return { id: found.id, amount: amount_refunded ?? found.amount };
  });
  const charge = intentOf(sandbox, invoice.id)?.latest_charge;
  if (input.refund_amount && charge) {
    const made = createRefund(sandbox, { charge, amount: input.refund_amount });
    given.push({ id: made.id, amount: made.amount });
  }
  return given.map(({ id, amount }) => ({
    amount_refunded: amount,
    payment_record_refund: null,
    refund: id,
    type: "refund",
  }));
}

type NoteLine = CreditNote["lines"]["data"][number];

function noteLines(sandbox: Sandbox, invoice: Invoice, input: Input<typeof creditNoteInput>): NoteLine[] {
  const wanted = input.lines ?? [
    {
      type: "custom_line_item",
      amount: input.amount ?? invoice.total,
      description: "Credit",
      quantity: 1,
    } as const,
  ];
  return wanted.map((line) => {
    const source = invoice.lines.data.find(
      (each) => "invoice_line_item" in line && each.id === line.invoice_line_item,
    );
    const unit = "unit_amount" in line ? (line.unit_amount ?? 0) * (line.quantity ?? 1) : 0;
    return {
      id: sandbox.id("cnli"),
      object: "credit_note_line_item",
      amount: line.amount ?? source?.amount ?? unit,
      description: line.description ?? source?.description ?? null,
      discount_amount: 0,
      discount_amounts: [],
      ...(source ? { invoice_line_item: source.id } : {}),
      livemode: false,
      metadata: {},
      pretax_credit_amounts: [],
      quantity: line.quantity ?? null,
      tax_rates: [],
      taxes: [],
      type: line.type,
      unit_amount: null,
      unit_amount_decimal: null,
    };
  });
}
