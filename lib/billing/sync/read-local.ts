import { and, eq } from "drizzle-orm";
import {
  billingAccounts,
  billingAdjustments,
  billingIntents,
  billingInvoices,
  billingPaymentAttempts,
  billingSubscriptions,
  planGrants,
  tenants,
} from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { freeGrant, type Grant } from "@/lib/entitlements/grant";

/** What is stored of one billing account before a sync. */
export interface LocalState {
  tenantId: string;
  slug: string;
  customer: typeof billingAccounts.$inferSelect;
  grant: Grant;
  subscriptions: (typeof billingSubscriptions.$inferSelect)[];
  invoices: (typeof billingInvoices.$inferSelect)[];
  attempts: (typeof billingPaymentAttempts.$inferSelect)[];
  adjustments: (typeof billingAdjustments.$inferSelect)[];
  supersededIntents: ReadonlySet<string>;
}

/** The tenant behind a customer: from the id we stored ourselves, never from what an event says. Null for a stranger. */
export async function readLocal(db: PlatformDb, customerId: string): Promise<LocalState | null> {
  const [found] = await db
    .select({ customer: billingAccounts, slug: tenants.slug })
    .from(billingAccounts)
    .innerJoin(tenants, eq(tenants.id, billingAccounts.tenantId))
    .where(eq(billingAccounts.stripeCustomerId, customerId));
  if (!found) return null;
  const { customer, slug } = found;
  const { tenantId } = customer;
  const subscriptions = billingSubscriptions;
  return {
    tenantId,
    slug,
    customer,
    grant: await readGrant(db, tenantId),
    subscriptions: await db.select().from(subscriptions).where(eq(subscriptions.tenantId, tenantId)),
    invoices: await db.select().from(billingInvoices).where(eq(billingInvoices.tenantId, tenantId)),
    attempts: await db
      .select()
      .from(billingPaymentAttempts)
      .where(eq(billingPaymentAttempts.tenantId, tenantId)),
    adjustments: await db.select().from(billingAdjustments).where(eq(billingAdjustments.tenantId, tenantId)),
    supersededIntents: await readSuperseded(db, tenantId),
  };
}

/** What the subscription gave so far. */
async function readGrant(db: PlatformDb, tenantId: string): Promise<Grant> {
  const [row] = await db
    .select({ plan: planGrants.plan, extraSeats: planGrants.extraSeats, access: planGrants.access })
    .from(planGrants)
    .where(and(eq(planGrants.tenantId, tenantId), eq(planGrants.source, "subscription")));
  return row ?? freeGrant;
}

async function readSuperseded(db: PlatformDb, tenantId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: billingIntents.id })
    .from(billingIntents)
    .where(and(eq(billingIntents.tenantId, tenantId), eq(billingIntents.status, "superseded")));
  return new Set(rows.map(({ id }) => id));
}
