import { and, asc, eq } from "drizzle-orm";
import {
  billingAccounts,
  billingAdjustments,
  billingInvoices,
  billingPaymentAttempts,
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
      billTo: invoice.billTo ?? (await findBillTo(db, tenantId)),
      attempts: await listAttempts(db, tenantId, stripeId),
      adjustments: await listAdjustments(db, tenantId, stripeId),
    };
  },
});
export type Invoice = OutputOf<typeof getInvoice>;

async function findBillTo(db: WorkspaceDb, tenantId: string) {
  const [account] = await db
    .select({ billTo: billingAccounts.billTo })
    .from(billingAccounts)
    .where(eq(billingAccounts.tenantId, tenantId));
  return account?.billTo ?? null;
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

function listAdjustments(db: WorkspaceDb, tenantId: string, invoiceId: string) {
  return db
    .select()
    .from(billingAdjustments)
    .where(and(eq(billingAdjustments.tenantId, tenantId), eq(billingAdjustments.invoiceId, invoiceId)))
    .orderBy(asc(billingAdjustments.adjustedAt), asc(billingAdjustments.stripeId));
}
