import { and, eq } from "drizzle-orm";
import { billingInvoices } from "@/db/schema/platform";
import { invoiceReference } from "@/lib/billing/invoices/schema";
import { chargeInvoice } from "@/lib/billing/stripe/payment";
import { readStanding } from "@/lib/billing/stripe/standing";
import { notFound } from "@/lib/core/errors";
import { planCommand } from "./plan-command";
import { first, needsCard } from "./rules";

/** Charges the card on file for an open invoice. Throws `conflict` with the bank's reason where it is declined. */
export const payInvoice = planCommand({
  name: "invoice.pay",
  summary: "Pay an open invoice with the card on file",
  kind: "payment",
  event: "payment.requested",
  allowedWhenReadOnly: true,
  allowedWhenArranged: true,
  input: invoiceReference,
  output: invoiceReference,
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
    const { hasCard } = await readStanding(subscriptionId);
    if (!hasCard) throw needsCard();
    await chargeInvoice(invoiceId, keyOf("pay"));
    return { number };
  },
});
