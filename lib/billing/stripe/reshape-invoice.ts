import type Stripe from "stripe";
import type { InvoiceLineSummary } from "@/db/schema/platform";
import { billToOf, findInstant, idOf, instantOf, sum } from "./reshape";
import type { InvoiceSnapshot } from "./snapshot";
import { type Percents, taxesOf } from "./tax-rates";

/** What an invoice says only together with its payments. */
type Settled = Pick<InvoiceSnapshot, "amountRefunded" | "amountCredited" | "needsAction">;

/** Stripe's invoice in our words, before anything is known of what was given back. */
export function invoiceOf(
  invoice: Stripe.Invoice,
  settled: Settled,
  percents: Percents = new Map(),
): InvoiceSnapshot {
  return {
    id: invoice.id,
    subscriptionId: subscriptionIdOf(invoice),
    number: invoice.number,
    status: invoice.status ?? "draft",
    billingReason: invoice.billing_reason,
    currency: invoice.currency,
    ...amountsOf(invoice),
    ...settled,
    lines: invoice.lines.data.map(lineOf),
    taxes: taxesOf(invoice.total_taxes, percents),
    taxExempt: invoice.customer_tax_exempt,
    correctsId: invoice.total < 0 ? correctedBy(invoice) : null,
    billTo: billToOf({
      name: invoice.customer_name,
      address: invoice.customer_address,
      taxIds: invoice.customer_tax_ids,
      fields: invoice.custom_fields,
    }),
    periodStart: instantOf(invoice.period_start),
    periodEnd: instantOf(invoice.period_end),
    lastError: invoice.last_finalization_error?.code ?? invoice.last_finalization_error?.message ?? null,
    attemptCount: invoice.attempt_count,
    nextAttemptAt: findInstant(invoice.next_payment_attempt),
    ...datesOf(invoice),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
  };
}

function amountsOf(invoice: Stripe.Invoice) {
  return {
    subtotal: invoice.subtotal,
    discount: sum(invoice.total_discount_amounts),
    tax: sum(invoice.total_taxes),
    total: invoice.total,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    amountRemaining: invoice.amount_remaining,
    startingBalance: invoice.starting_balance,
    endingBalance: invoice.ending_balance,
  };
}

function datesOf({ created, due_date, status_transitions: transitions }: Stripe.Invoice) {
  return {
    draftedAt: instantOf(created),
    issuedAt: findInstant(transitions.finalized_at),
    dueAt: findInstant(due_date),
    paidAt: findInstant(transitions.paid_at),
    voidedAt: findInstant(transitions.voided_at),
  };
}

export function lineOf(line: Stripe.InvoiceLineItem): InvoiceLineSummary {
  return {
    description: line.description ?? "",
    quantity: line.quantity,
    amount: line.amount,
    discount: sum(line.discount_amounts),
    tax: sum(line.taxes),
    periodStart: instantOf(line.period.start).toISOString(),
    periodEnd: instantOf(line.period.end).toISOString(),
    isProration: isProration(line),
  };
}

/** Since 2025-03-31 it stands with whatever the line came from. */
export function isProration({ parent }: Stripe.InvoiceLineItem): boolean {
  const source = parent?.subscription_item_details ?? parent?.invoice_item_details;
  return source?.proration ?? false;
}

/** The invoice item a line came of, if it did. */
export function invoiceItemOf({ parent }: Stripe.InvoiceLineItem): string | null {
  const source = parent?.subscription_item_details ?? parent?.invoice_item_details;
  return source?.invoice_item ?? null;
}

/** Where the debit stood that a credit takes back: the first one, if several were. */
function correctedBy({ lines }: Stripe.Invoice): string | null {
  const invoices = lines.data.map(({ parent }) => {
    const source = parent?.subscription_item_details ?? parent?.invoice_item_details;
    return source?.proration_details?.credited_items?.invoice ?? null;
  });
  return invoices.find((invoice) => invoice !== null) ?? null;
}

/** The subscription an invoice bills; `invoice.subscription` moved here in 2025-03-31. */
export function subscriptionIdOf(invoice: Stripe.Invoice): string | null {
  return idOf(invoice.parent?.subscription_details?.subscription);
}
