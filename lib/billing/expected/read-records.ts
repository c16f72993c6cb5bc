import { and, asc, eq, ne } from "drizzle-orm";
import { billingAdjustments, billingInvoices, billingSubscriptions } from "@/db/schema/platform";
import { usagePushes } from "@/db/schema/tenant";
import { withPlatform, withTenant } from "@/db/tenant";
import type { PriceBook } from "@/lib/billing/changes/price-book";
import type { BilledInvoice } from "@/lib/billing/stripe/billed-invoices";
import { findCurrency } from "@/lib/entitlements/currencies";
import { seconds } from "@/lib/platform/clock";
import { numberOf } from "@/lib/usage/decimal";
import type { KeptInvoice } from "./compare-invoices";
import type { Records } from "./expected-line";

/** All that we have written down of what a workspace is to be billed, whatever Stripe says. */
export async function readRecords(
  tenantId: string,
  book: PriceBook,
): Promise<{
  kept: ReadonlyMap<string, KeptInvoice>;
  recordsOf: (invoice: BilledInvoice) => Records;
}> {
  const kept = await readKept(tenantId);
  const subscriptions = await withPlatform((db) =>
    db.select().from(billingSubscriptions).where(eq(billingSubscriptions.tenantId, tenantId)),
  );
  const pushes = await withTenant(tenantId, (db) =>
    db
      .select()
      .from(usagePushes)
      .where(and(eq(usagePushes.tenantId, tenantId), eq(usagePushes.metric, "apiCalls")))
      .orderBy(asc(usagePushes.periodStart)),
  );
  const usedIn: Records["usedIn"] = ({ periodStart, periodEnd }) => {
    const within = pushes.filter(
      (push) =>
        push.periodStart.getTime() > periodStart.getTime() - seconds(1) && push.periodStart < periodEnd,
    );
    return numberOf(within.at(-1)?.total ?? "0");
  };
  const trialEndOf = (id: string | null) => subscriptions.find(({ stripeId }) => stripeId === id)?.trialEnd;
  const recordsOf = ({ subscriptionId, currency }: BilledInvoice): Records => ({
    ...{ book, usedIn, currency: findCurrency(currency), trialEnd: trialEndOf(subscriptionId) ?? null },
  });
  return { kept, recordsOf };
}

async function readKept(tenantId: string): Promise<Map<string, KeptInvoice>> {
  return withPlatform(async (db) => {
    const invoices = await db.select().from(billingInvoices).where(eq(billingInvoices.tenantId, tenantId));
    const notes = await db
      .select()
      .from(billingAdjustments)
      .where(
        and(
          eq(billingAdjustments.tenantId, tenantId),
          eq(billingAdjustments.kind, "credit_note"),
          ne(billingAdjustments.status, "void"),
        ),
      );
    const creditedOf = (id: string) =>
      notes.filter(({ invoiceId }) => invoiceId === id).reduce((total, { amount }) => total + amount, 0);
    return new Map(
      invoices.map(({ stripeId, number, total }) => [
        stripeId,
        { number, total, credited: creditedOf(stripeId) },
      ]),
    );
  });
}
