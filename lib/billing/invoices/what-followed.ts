import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { billingAdjustments, billingInvoices, billingPaymentAttempts } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";

/** Every try to collect an invoice, oldest first. */
export const listAttempts = (db: WorkspaceDb, tenantId: string, invoiceId: string) =>
  db
    .select()
    .from(billingPaymentAttempts)
    .where(
      and(eq(billingPaymentAttempts.tenantId, tenantId), eq(billingPaymentAttempts.invoiceId, invoiceId)),
    )
    .orderBy(asc(billingPaymentAttempts.attemptedAt), asc(billingPaymentAttempts.stripeId));

/** All that was given back of an invoice, oldest first. */
export const listAdjustments = (db: WorkspaceDb, tenantId: string, invoiceId: string) =>
  db
    .select()
    .from(billingAdjustments)
    .where(and(eq(billingAdjustments.tenantId, tenantId), eq(billingAdjustments.invoiceId, invoiceId)))
    .orderBy(asc(billingAdjustments.adjustedAt), asc(billingAdjustments.stripeId));

/** Numbers of the invoices below zero and the credit notes that correct an invoice, oldest first. */
export async function listCorrections(
  db: WorkspaceDb,
  tenantId: string,
  invoiceId: string,
): Promise<string[]> {
  const { correctsId, number, tenantId: whose } = billingInvoices;
  const below = await db
    .select({ number: sql<string>`${number}` })
    .from(billingInvoices)
    .where(and(eq(whose, tenantId), eq(correctsId, invoiceId), isNotNull(number)));
  const notes = await listAdjustments(db, tenantId, invoiceId);
  const numbers = [...below, ...notes].flatMap((one) => one.number ?? []);
  // A number begins with its month, and counts from there.
  return numbers.toSorted();
}
