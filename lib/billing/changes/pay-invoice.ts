import { and, eq } from "drizzle-orm";
import { billingInvoices } from "@/db/schema/platform";
import { payInvoiceInput } from "@/lib/billing/schema";
import { chargeInvoice } from "@/lib/billing/stripe/payment";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first, needsCard } from "./rules";

interface Payment extends Record<string, unknown> {
  invoiceId: string;
  number: string;
}

export const requestPayment = requestCommand({
  name: "payment.request",
  kind: "payment",
  event: "payment.requested",
  whileRestricted: true,
  input: payInvoiceInput,
  async prepare({ db, context }, { invoiceId }): Promise<Payment> {
    const [invoice] = await db
      .select({ number: billingInvoices.number, status: billingInvoices.status })
      .from(billingInvoices)
      .where(and(eq(billingInvoices.tenantId, context.tenant.id), eq(billingInvoices.stripeId, invoiceId)));
    if (!invoice) throw notFound("invoice");
    if (invoice.status !== "open") throw first("That invoice is settled already. Reload the page.");
    return { invoiceId, number: invoice.number ?? invoiceId };
  },
  label: ({ number }) => number,
});

/** Charges the card on file for an open invoice. Throws `conflict` with the bank's reason where it is declined. */
export function payInvoice(context: TenantContext, request: PlanRequest<Payment>): Promise<void> {
  return carryOut(context, request, async (keyOf) => {
    const { hasCard } = await readStanding(request.subscriptionId);
    if (!hasCard) throw needsCard();
    await chargeInvoice(request.params.invoiceId, keyOf("pay"));
  });
}
