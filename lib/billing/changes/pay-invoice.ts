import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { billingInvoices } from "@/db/schema/platform";
import { invoiceReference } from "@/lib/billing/invoices/schema";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { chargeInvoice, readInvoiceStatus } from "@/lib/billing/stripe/payment";
import { readStanding } from "@/lib/billing/stripe/standing";
import { notFound } from "@/lib/core/errors";
import { planCommand } from "./plan-command";
import { first, needsCard } from "./rules";

/**
 * Charges the card on file for an open invoice, unless it was paid at Stripe meanwhile, which the answer says. Throws
 * `conflict` with the bank's reason where the card is declined, and where nothing is owed any more.
 */
export const payInvoice = planCommand({
  name: "invoice.pay",
  summary: "Pay an open invoice with the card on file",
  kind: "payment",
  event: "payment.requested",
  allowedWhenReadOnly: true,
  allowedWhenArranged: true,
  input: invoiceReference,
  output: invoiceReference.extend({ isPaidAlready: z.boolean() }),
  rest: "POST /invoices/{number}/pay",
  example: { number: "INV-202611-000042" },
  async prepare({ db, context }, { number }): Promise<{ invoiceId: string; number: string }> {
    const [invoice] = await db
      .select({ invoiceId: billingInvoices.stripeId, status: billingInvoices.status })
      .from(billingInvoices)
      .where(and(eq(billingInvoices.tenantId, context.tenant.id), eq(billingInvoices.number, number)));
    if (!invoice) throw notFound("invoice");
    if (invoice.status !== "open") throw first("That invoice is settled already. Reload the page.");
    return { invoiceId: invoice.invoiceId, number };
  },
  label: ({ number }) => number,
  async ask({ subscriptionId, params: { invoiceId, number } }, keyOf) {
    if (await isPaid(invoiceId)) return { number, isPaidAlready: true };
    const { hasCard } = await readStanding(subscriptionId);
    if (!hasCard) throw needsCard();
    try {
      await chargeInvoice(invoiceId, keyOf("pay"));
      return { number, isPaidAlready: false };
    } catch (thrown) {
      // Somebody may have paid it on Stripe's page between our look and our try.
      if (isRefusedByStripe(thrown) && (await isPaid(invoiceId))) return { number, isPaidAlready: true };
      throw thrown;
    }
  },
});

/** Whether an invoice is paid at Stripe, of which we may not have heard. Throws `conflict` where nothing is owed for it. */
async function isPaid(invoiceId: string): Promise<boolean> {
  const status = await readInvoiceStatus(invoiceId);
  if (status === "void")
    throw first("That invoice was withdrawn, and nothing is owed for it. Reload the page.");
  return status === "paid";
}
