import { and, eq } from "drizzle-orm";
import {
  billingCustomers,
  billingIntents,
  billingInvoices,
  billingPaymentAttempts,
  billingReturns,
  billingSubscriptions,
  planGrants,
  tenants,
} from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { freeGrant, type Grant } from "@/lib/entitlements/grant";

/** What is stored of one payer before a sync. */
export interface LocalState {
  tenantId: string;
  slug: string;
  customer: typeof billingCustomers.$inferSelect;
  grant: Grant;
  subscriptions: (typeof billingSubscriptions.$inferSelect)[];
  invoices: (typeof billingInvoices.$inferSelect)[];
  attempts: (typeof billingPaymentAttempts.$inferSelect)[];
  returns: (typeof billingReturns.$inferSelect)[];
  supersededIntents: ReadonlySet<string>;
}

/** The tenant behind a customer: from the id we stored ourselves, never from what an event says. Null for a stranger. */
export async function readLocal(db: PlatformDb, customerId: string): Promise<LocalState | null> {
  const [payer] = await db
    .select({ customer: billingCustomers, slug: tenants.slug })
    .from(billingCustomers)
    .innerJoin(tenants, eq(tenants.id, billingCustomers.tenantId))
    .where(eq(billingCustomers.stripeCustomerId, customerId));
  if (!payer) return null;
  const { customer, slug } = payer;
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
    returns: await db.select().from(billingReturns).where(eq(billingReturns.tenantId, tenantId)),
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
