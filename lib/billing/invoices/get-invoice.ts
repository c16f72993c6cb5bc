import { and, asc, eq } from "drizzle-orm";
import {
  billingCustomers,
  billingInvoices,
  billingPaymentAttempts,
  billingReturns,
} from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { invoice as invoiceShape } from "@/lib/billing/shapes";
import { notFound } from "@/lib/core/errors";
import { type OutputOf, query } from "@/lib/core/operation";
import { invoiceReference } from "./schema";

/** One invoice as its page and its PDF show it, with every try to collect it and all that was given back. */
export const getInvoice = query({
  name: "billing.get_invoice",
  summary: "Show an invoice",
  permission: "billing:read",
  store: "platform",
  input: invoiceReference,
  output: invoiceShape,
  rest: "GET /invoices/{number}",
  example: { number: "INV-202611-000042" },
  async run({ db, context }, { number }) {
    const { id: tenantId, name: workspaceName } = context.tenant;
    const [invoice] = await db
      .select()
      .from(billingInvoices)
      .where(and(eq(billingInvoices.tenantId, tenantId), eq(billingInvoices.number, number)));
    if (!invoice) throw notFound("invoice");
    const { stripeId } = invoice;
    return {
      ...invoice,
      number,
      workspaceName,
      billTo: invoice.billTo ?? (await findPayer(db, tenantId)),
      attempts: await listAttempts(db, tenantId, stripeId),
      returns: await listReturns(db, tenantId, stripeId),
    };
  },
});
export type Invoice = OutputOf<typeof getInvoice>;

async function findPayer(db: WorkspaceDb, tenantId: string) {
  const [payer] = await db
    .select({ billTo: billingCustomers.billTo })
    .from(billingCustomers)
    .where(eq(billingCustomers.tenantId, tenantId));
  return payer?.billTo ?? null;
}

function listAttempts(db: WorkspaceDb, tenantId: string, invoiceId: string) {
  return db
    .select()
    .from(billingPaymentAttempts)
    .where(
      and(eq(billingPaymentAttempts.tenantId, tenantId), eq(billingPaymentAttempts.invoiceId, invoiceId)),
    )
    .orderBy(asc(billingPaymentAttempts.attemptedAt), asc(billingPaymentAttempts.stripeId));
}

function listReturns(db: WorkspaceDb, tenantId: string, invoiceId: string) {
  return db
    .select()
    .from(billingReturns)
    .where(and(eq(billingReturns.tenantId, tenantId), eq(billingReturns.invoiceId, invoiceId)))
    .orderBy(asc(billingReturns.returnedAt), asc(billingReturns.stripeId));
}
