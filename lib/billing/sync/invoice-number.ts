import { sql } from "drizzle-orm";
import { invoiceCounters } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import type { InvoiceState } from "./states";

/** Whether an invoice has left the draft, which is when it gets a number for good. */
export const isIssued = ({ status }: Pick<InvoiceState, "status">): boolean =>
  ["open", "paid", "void", "uncollectible"].includes(status);

/** What gives money back is a credit note and counted apart, whether Stripe calls it one or an invoice below zero. */
type Series = "INV" | "CN";

/** The number of an invoice, in the series it belongs to. */
export const allocateNumber = (
  db: PlatformDb,
  { issuedAt, draftedAt, total }: Pick<InvoiceState, "issuedAt" | "draftedAt" | "total">,
): Promise<string> => nextNumber(db, total < 0 ? "CN" : "INV", issuedAt ?? draftedAt);

/**
 * The next number of a series in the UTC month of `at`, `INV-YYYYMM-000001`. Without gaps, because the counter moves in
 * the transaction that stores the document: what rolls back gives its number back.
 */
export async function nextNumber(db: PlatformDb, series: Series, at: Date): Promise<string> {
  const month = at.toISOString().slice(0, 7).replace("-", "");
  const [counter] = await db
    .insert(invoiceCounters)
    .values({ series, month, next: 2 })
    .onConflictDoUpdate({
      target: [invoiceCounters.series, invoiceCounters.month],
      set: { next: sql`${invoiceCounters.next} + 1` },
    })
    .returning({ next: invoiceCounters.next });
  return `${series}-${month}-${String((counter?.next ?? 2) - 1).padStart(6, "0")}`;
}
