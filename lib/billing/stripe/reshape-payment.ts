import type Stripe from "stripe";
import type { InvoiceLineSummary } from "@/db/schema/platform";
import { idOf, instantOf, sum } from "./reshape";
import type { AdjustmentSnapshot, AttemptSnapshot } from "./snapshot";
import { type Percents, taxesOf } from "./tax-rates";

/** Which invoice each payment intent collects: neither it nor its charges have said so since 2025-03-31. */
export function invoicesByIntent(invoices: Stripe.Invoice[]): Map<string, string> {
  const pairs = invoices.flatMap(({ id, payments }) =>
    (payments?.data ?? []).flatMap(({ payment }) => {
      const intent = idOf(payment.payment_intent);
      return intent ? [[intent, id] as const] : [];
    }),
  );
  return new Map(pairs);
}

/** Each charge is one try to collect; tries for something other than an invoice are not ours. */
export function attemptsOf(charges: Stripe.Charge[], invoiceIds: Map<string, string>): AttemptSnapshot[] {
  return charges.flatMap((charge) => {
    const invoiceId = invoiceIds.get(idOf(charge.payment_intent) ?? "");
    if (!invoiceId) return [];
    return [
      {
        stripeId: charge.id,
        invoiceId,
        status: charge.status,
        amount: charge.amount,
        currency: charge.currency,
        declineCode: charge.status === "failed" ? (charge.outcome?.reason ?? charge.failure_code) : null,
        attemptedAt: instantOf(charge.created),
      },
    ];
  });
}

/** What went back to the card. */
export function refundsOf(
  charges: Stripe.Charge[],
  invoiceIds: Map<string, string>,
  notes: Stripe.CreditNote[],
): AdjustmentSnapshot[] {
  const noteIds = new Map(
    notes.flatMap(({ id, refunds }) => refunds.map(({ refund }) => [idOf(refund), id])),
  );
  return charges.flatMap((charge) =>
    (charge.refunds?.data ?? []).map((refund) => ({
      stripeId: refund.id,
      kind: "refund" as const,
      invoiceId: invoiceIds.get(idOf(charge.payment_intent) ?? "") ?? null,
      stripeNumber: null,
      status: refund.status ?? "pending",
      reason: refund.reason,
      amount: refund.amount,
      currency: refund.currency,
      tax: 0,
      lines: [],
      taxes: [],
      pdfUrl: null,
      creditNoteId: noteIds.get(refund.id) ?? null,
      adjustedAt: instantOf(refund.created),
    })),
  );
}

/** What an invoice was lowered by. */
export function creditNoteOf(note: Stripe.CreditNote, percents: Percents): AdjustmentSnapshot {
  return {
    stripeId: note.id,
    kind: "credit_note",
    invoiceId: idOf(note.invoice),
    stripeNumber: note.number,
    status: note.status,
    reason: note.reason,
    amount: note.amount,
    currency: note.currency,
    tax: sum(note.total_taxes),
    lines: note.lines.data.map((line) => noteLineOf(line, note)),
    taxes: taxesOf(note.total_taxes, percents),
    pdfUrl: note.pdf,
    creditNoteId: null,
    adjustedAt: instantOf(note.created),
  };
}

/** A line of a credit note is of no period: it is given back on a day. */
function noteLineOf(line: Stripe.CreditNoteLineItem, { created }: Stripe.CreditNote): InvoiceLineSummary {
  const day = instantOf(created).toISOString();
  return {
    description: line.description ?? "",
    quantity: line.quantity,
    amount: line.amount,
    discount: sum(line.discount_amounts),
    tax: sum(line.taxes),
    periodStart: day,
    periodEnd: day,
    isProration: false,
  };
}

/** What of a credit note did not leave as money: it lowered the debt or went to the balance. */
export function creditedBy(note: Stripe.CreditNote): number {
  if (note.status === "void") return 0;
  const refunded = note.refunds.reduce((total, { amount_refunded }) => total + amount_refunded, 0);
  return note.amount - refunded - (note.out_of_band_amount ?? 0);
}
