import type Stripe from "stripe";
import { withStripe } from "./client";
import { idOf, instantOf } from "./reshape";
import { invoiceItemOf, isProration, subscriptionIdOf } from "./reshape-invoice";
import { wholeInvoice } from "./whole-lists";

/** A line of an invoice, or one that waits for it, of a price. */
export interface MeteredLine {
  /** The same while it waits and once it is on an invoice. */
  id: string;
  priceId: string;
  quantity: number;
  periodEnd: Date;
}

/** Of more invoices a change made a moment ago is not one. */
const most = 20;

/** The lines of a subscription's newest invoices, and those that wait for the next, which are no prorations. */
export async function listMeteredLines(customer: string, subscriptionId: string): Promise<MeteredLine[]> {
  return withStripe(async (stripe) => {
    const [invoices, waiting] = await Promise.all([
      stripe.invoices.list({ customer, limit: most }),
      stripe.invoiceItems.list({ customer, pending: true, limit: 100 }),
    ]);
    const issued = invoices.data.filter(
      (one) => subscriptionIdOf(one) === subscriptionId && one.status !== "draft" && one.status !== "void",
    );
    const whole = await Promise.all(issued.map((invoice) => wholeInvoice(stripe, invoice)));
    const items = waiting.data.filter((item) => subscriptionOf(item) === subscriptionId);
    return [...whole.flatMap(({ lines }) => lines.data).flatMap(ofLine), ...items.flatMap(ofItem)];
  });
}

const subscriptionOf = ({ parent }: Stripe.InvoiceItem): string | null =>
  idOf(parent?.subscription_details?.subscription);

function ofLine(line: Stripe.InvoiceLineItem): MeteredLine[] {
  const priceId = idOf(line.pricing?.price_details?.price);
  if (priceId === null || isProration(line)) return [];
  const id = invoiceItemOf(line) ?? line.id;
  return [{ id, priceId, quantity: line.quantity ?? 0, periodEnd: instantOf(line.period.end) }];
}

function ofItem({ id, pricing, proration, quantity, period }: Stripe.InvoiceItem): MeteredLine[] {
  const priceId = idOf(pricing?.price_details?.price);
  if (priceId === null || proration) return [];
  return [{ id, priceId, quantity, periodEnd: instantOf(period.end) }];
}
