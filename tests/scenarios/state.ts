import { asc, eq } from "drizzle-orm";
import {
  billingAccounts,
  billingInvoices,
  billingOutbox,
  billingSubscriptions,
  entitlements,
} from "@/db/schema/platform";
import { events } from "@/db/schema/tenant";
import { withPlatform, withTenant } from "@/db/tenant";

/** What the app believes of one workspace, in the words the scenarios expect it in. */
export async function stateOf(tenantId: string) {
  return withPlatform(async (db) => {
    const [granted] = await db.select().from(entitlements).where(eq(entitlements.tenantId, tenantId));
    const [customer] = await db.select().from(billingAccounts).where(eq(billingAccounts.tenantId, tenantId));
    const subscriptions = await db
      .select()
      .from(billingSubscriptions)
      .where(eq(billingSubscriptions.tenantId, tenantId))
      .orderBy(asc(billingSubscriptions.startedAt), asc(billingSubscriptions.stripeId));
    const invoices = await db
      .select()
      .from(billingInvoices)
      .where(eq(billingInvoices.tenantId, tenantId))
      .orderBy(asc(billingInvoices.draftedAt), asc(billingInvoices.number));
    const told = await db
      .select({ kind: billingOutbox.kind, key: billingOutbox.effectKey })
      .from(billingOutbox)
      .where(eq(billingOutbox.tenantId, tenantId))
      .orderBy(asc(billingOutbox.effectKey));
    return {
      plan: granted?.plan,
      access: granted?.access,
      extraSeats: granted?.extraSeats,
      balance: customer?.balance ?? 0,
      subscription: subscriptions.findLast(({ isDuplicate }) => !isDuplicate) ?? null,
      subscriptions,
      invoices,
      told: told.map(({ kind }) => kind).toSorted(),
      keys: told.map(({ key }) => key),
    };
  });
}
export type State = Awaited<ReturnType<typeof stateOf>>;

/** The workspace's history: every event with what it says, oldest first. */
export async function historyOf(tenantId: string): Promise<string[]> {
  const rows = await withTenant(tenantId, (db) =>
    db
      .select({ type: events.type })
      .from(events)
      .where(eq(events.tenantId, tenantId))
      .orderBy(asc(events.id)),
  );
  return rows.map(({ type }) => type);
}
