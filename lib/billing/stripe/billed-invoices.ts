import type Stripe from "stripe";
import { withStripe } from "./client";
import { idOf, instantOf } from "./reshape";
import { isProration, subscriptionIdOf } from "./reshape-invoice";
import { wholeInvoice } from "./whole-lists";

/** A line with the price it comes of. Minor units, before discounts and tax. */
export interface BilledLine {
  description: string;
  /** Null for what somebody added by hand. */
  priceId: string | null;
  /** What one unit costs; null where the price has steps. */
  unitAmount: number | null;
  quantity: number;
  amount: number;
  isProration: boolean;
  periodStart: Date;
  periodEnd: Date;
}

export interface BilledInvoice {
  id: string;
  subscriptionId: string | null;
  currency: string;
  total: number;
  /** What credit notes took back, before and after payment. */
  credited: number;
  lines: BilledLine[];
}

/** The newest invoices that a customer was asked to pay, oldest first: no drafts, and none that became void. */
export async function listBilledInvoices(customer: string, most: number): Promise<BilledInvoice[]> {
  return withStripe(async (stripe) => {
    const found: Stripe.Invoice[] = [];
    for await (const invoice of stripe.invoices.list({ customer, limit: 100 })) {
      if (invoice.status === "draft" || invoice.status === "void") continue;
      found.push(invoice);
      if (found.length === most) break;
    }
    const whole = await Promise.all(found.map((invoice) => wholeInvoice(stripe, invoice)));
    return whole.toReversed().map(billedOf);
  });
}

const billedOf = (invoice: Stripe.Invoice): BilledInvoice => ({
  id: invoice.id,
  subscriptionId: subscriptionIdOf(invoice),
  currency: invoice.currency,
  total: invoice.total,
  credited: invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount,
  lines: invoice.lines.data.map(lineOf),
});

function lineOf(line: Stripe.InvoiceLineItem): BilledLine {
  const unit = line.pricing?.unit_amount_decimal ?? null;
  return {
    description: line.description ?? "",
    priceId: idOf(line.pricing?.price_details?.price),
    unitAmount: unit === null ? null : Number(unit),
    quantity: line.quantity ?? 0,
    amount: line.amount,
    isProration: isProration(line),
    periodStart: instantOf(line.period.start),
    periodEnd: instantOf(line.period.end),
  };
}
