import { sql } from "drizzle-orm";
import { invoiceCounters } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import type { InvoiceState } from "./states";

/** Whether an invoice has left the draft, which is when it gets a number for good. */
export const isIssued = ({ status }: Pick<InvoiceState, "status">): boolean =>
  ["open", "paid", "void", "uncollectible"].includes(status);

/**
 * The next number of the UTC month in which the invoice was issued, `INV-YYYYMM-000001`. Without gaps, because the
 * counter moves in the transaction that stores the invoice: what rolls back gives its number back.
 */
export async function allocateNumber(
  db: PlatformDb,
  { issuedAt, draftedAt }: Pick<InvoiceState, "issuedAt" | "draftedAt">,
): Promise<string> {
  const month = (issuedAt ?? draftedAt).toISOString().slice(0, 7).replace("-", "");
  const [counter] = await db
    .insert(invoiceCounters)
    .values({ month, next: 2 })
    .onConflictDoUpdate({ target: invoiceCounters.month, set: { next: sql`${invoiceCounters.next} + 1` } })
    .returning({ next: invoiceCounters.next });
  return `INV-${month}-${String((counter?.next ?? 2) - 1).padStart(6, "0")}`;
}
