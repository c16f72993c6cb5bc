import type Stripe from "stripe";
import { withStripe } from "./client";
import { idOf, instantOf, sum } from "./reshape";
import { isProration } from "./reshape-invoice";

/** What stands on an invoice, with the price it comes of; null where it is of none. Minor units, before discounts and tax. */
export interface NextLine {
  description: string;
  priceId: string | null;
  quantity: number;
  amount: number;
  isProration: boolean;
}

/** The invoice that ends the running period, as far as it is known today. Minor units of `currency`. */
export interface NextInvoice {
  currency: string;
  lines: NextLine[];
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
  due: number;
  /** When the period ends that it is for. */
  endsAt: Date;
}

/**
 * Asks what the next invoice comes to by now; changes nothing. Of a subscription that ends it has what is billed by use
 * alone: nothing is charged for another period. Throws Stripe's refusal where there will be none.
 */
export async function readNextInvoice(subscriptionId: string): Promise<NextInvoice> {
  const invoice = await withStripe(async (stripe) => {
    const subscription = await stripe.subscriptions.retrieve(subscriptionId);
    return stripe.invoices.createPreview({ preview_mode: "next", ...whatComes(subscription) });
  });
  return {
    currency: invoice.currency,
    lines: invoice.lines.data.map(lineOf),
    subtotal: invoice.subtotal,
    discount: sum(invoice.total_discount_amounts),
    tax: sum(invoice.total_taxes),
    total: invoice.total,
    due: invoice.amount_due,
    endsAt: instantOf(invoice.period_end),
  };
}

const lineOf = (line: Stripe.InvoiceLineItem): NextLine => ({
  description: line.description ?? "",
  priceId: idOf(line.pricing?.price_details?.price) ?? null,
  quantity: line.quantity ?? 0,
  amount: line.amount,
  isProration: isProration(line),
});

/** A schedule knows what the next period consists of; an end hides what is billed until then. */
function whatComes(subscription: Stripe.Subscription): Stripe.InvoiceCreatePreviewParams {
  const { id, schedule, cancel_at, cancel_at_period_end: isAtPeriodEnd } = subscription;
  if (cancel_at !== null || isAtPeriodEnd)
    return { subscription: id, subscription_details: usageAlone(subscription) };
  const scheduleId = idOf(schedule);
  return scheduleId ? { schedule: scheduleId } : { subscription: id };
}

/** The end is taken back, and with it goes all that is paid for in advance. */
function usageAlone({ items, cancel_at_period_end: isAtPeriodEnd }: Stripe.Subscription) {
  const licensed = items.data.filter(({ price }) => price.recurring?.usage_type !== "metered");
  return {
    ...(isAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" as const }),
    items: licensed.map(({ id }) => ({ id, deleted: true })),
    proration_behavior: "none" as const,
  };
}
