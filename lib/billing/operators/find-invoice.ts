import { and, asc, eq, isNotNull } from "drizzle-orm";
import { billingAccounts, billingInvoices } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import type { Target } from "./operator-command";

export type Invoice = typeof billingInvoices.$inferSelect & { number: string };

/** An invoice of a workspace by our number, for a deed on it. Throws `not_found`, and `conflict` for what cannot be one. */
export async function findInvoice(
  db: PlatformDb,
  tenantId: string,
  number: string,
): Promise<Target & { invoice: Invoice }> {
  const [found] = await select(db, tenantId, eq(billingInvoices.number, number));
  if (!found) {
    if (number.startsWith("CN-"))
      throw new AppError("conflict", `${number} is a credit note: name the invoice that it corrects.`);
    throw notFound("invoice");
  }
  return found;
}

/** The one open invoice of a workspace. Throws `conflict` where there is none, and where there are several to choose from. */
export async function findOpenInvoice(
  db: PlatformDb,
  tenantId: string,
): Promise<Target & { invoice: Invoice }> {
  const [found, ...others] = await select(db, tenantId, eq(billingInvoices.status, "open"));
  if (!found) throw new AppError("conflict", "This workspace owes nothing: no invoice is open.");
  if (others.length === 0) return found;
  const numbers = [found, ...others].map(({ invoice }) => invoice.number).join(", ");
  throw new AppError("conflict", `Several invoices are open. Name one of them: ${numbers}.`);
}

async function select(
  db: PlatformDb,
  tenantId: string,
  which: ReturnType<typeof eq>,
): Promise<(Target & { invoice: Invoice })[]> {
  const rows = await db
    .select({ invoice: billingInvoices, customerId: billingAccounts.stripeCustomerId })
    .from(billingInvoices)
    .innerJoin(billingAccounts, eq(billingAccounts.tenantId, billingInvoices.tenantId))
    .where(and(eq(billingInvoices.tenantId, tenantId), which, isNotNull(billingInvoices.number)))
    .orderBy(asc(billingInvoices.draftedAt));
  return rows.flatMap(({ invoice, customerId }) => {
    const { number, stripeId } = invoice;
    if (number === null) return [];
    return [{ customerId, subject: { id: stripeId, label: number }, invoice: { ...invoice, number } }];
  });
}
