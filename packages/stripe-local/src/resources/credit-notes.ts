import { postBalance } from "../billing/balance.js";
import { share, sum } from "../billing/money.js";
import { intentOf } from "../billing/payments.js";
import { settlePaid } from "../billing/settlement.js";
import { mergedTaxes } from "../billing/totals.js";
import { invalid } from "../errors.js";
import { listRoute } from "../lists.js";
import { type Input, integer, list, metadata, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { CreditNote, Invoice, InvoiceLine } from "../types.js";
import { createRefund } from "./payments.js";
import { mergeMetadata } from "./shapes.js";

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

export const creditNoteRoutes: Route[] = [
  listRoute("/v1/credit_notes", "credit_note", { customer: text, invoice: text }),
  route("POST /v1/credit_notes", creditNoteInput, createCreditNote),
];

/** Before payment a credit note lowers what is due; after it, the money goes back to the card or the balance. */
function createCreditNote(sandbox: Sandbox, input: Input<typeof creditNoteInput>): CreditNote {
  const invoice = sandbox.store.get("invoice", input.invoice, "invoice");
  if (!["open", "paid"].includes(invoice.status ?? ""))
    throw invalid("Credit notes can only be issued for open or paid invoices.");
  const lines = noteLines(sandbox, invoice, input);
  const subtotal = sum(lines, (line) => line.amount);
  const amount = subtotal + sum(lines, (line) => exclusiveTax(line.taxes));
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
    subtotal,
    subtotal_excluding_tax: amount - taxOf(lines),
    total: amount,
    total_excluding_tax: amount - taxOf(lines),
    total_taxes: mergedTaxes(lines),
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
  if (input.refund_amount) {
    if (!charge)
      throw invalid("You cannot refund an invoice that no payment was collected for.", {
        param: "refund_amount",
      });
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
type WantedLine = NonNullable<Input<typeof creditNoteInput>["lines"]>[number];

/** Without lines an amount is one line, of which the part is tax that is tax of the invoice (docs: tax, refunds). */
function noteLines(sandbox: Sandbox, invoice: Invoice, input: Input<typeof creditNoteInput>): NoteLine[] {
  if (input.lines) return input.lines.map((line) => noteLine(sandbox, invoice, line));
  const amount = input.amount ?? invoice.total;
  const taxes = partOf(invoice.total_taxes, amount, invoice.total);
  const wanted = { type: "custom_line_item", description: "Credit", quantity: 1 } as const;
  return [newNoteLine(sandbox, wanted, amount - exclusiveTax(taxes), taxes)];
}

/** A line of the invoice brings its tax along, and its amount is without it (d.ts: CreditNoteCreateParams.lines). */
function noteLine(sandbox: Sandbox, invoice: Invoice, wanted: WantedLine): NoteLine {
  const source = invoice.lines.data.find((each) => each.id === wanted.invoice_line_item);
  const amount = wanted.amount ?? source?.amount ?? (wanted.unit_amount ?? 0) * (wanted.quantity ?? 1);
  const taxes = source ? partOf(source.taxes, amount, source.amount) : [];
  const line = newNoteLine(sandbox, wanted, amount, taxes);
  if (!source) return line;
  return { ...line, description: wanted.description ?? source.description, invoice_line_item: source.id };
}

function newNoteLine(
  sandbox: Sandbox,
  { type, description, quantity }: Pick<WantedLine, "type" | "description" | "quantity">,
  amount: number,
  taxes: NoteLine["taxes"],
): NoteLine {
  return {
    id: sandbox.id("cnli"),
    object: "credit_note_line_item",
    amount,
    description: description ?? null,
    discount_amount: 0,
    discount_amounts: [],
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: quantity ?? null,
    tax_rates: [],
    taxes,
    type,
    unit_amount: null,
    unit_amount_decimal: null,
  };
}

type Taxes = InvoiceLine["taxes"];

/** The share of each tax that a part of the whole bears. */
function partOf(taxes: Taxes, part: number, whole: number): NonNullable<Taxes> {
  if (whole === 0) return [];
  return (taxes ?? []).map((tax) => ({
    ...tax,
    amount: share(tax.amount, part, whole),
    taxable_amount: share(tax.taxable_amount ?? 0, part, whole),
  }));
}

const exclusiveTax = (taxes: Taxes): number =>
  sum(taxes ?? [], (tax) => (tax.tax_behavior === "exclusive" ? tax.amount : 0));

const taxOf = (lines: NoteLine[]): number =>
  sum(lines, ({ taxes }) => sum(taxes ?? [], ({ amount }) => amount));
