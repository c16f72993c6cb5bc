import { and, eq, inArray } from "drizzle-orm";
import { billingCustomers, billingSubscriptions } from "@/db/schema/platform";
import type { TenantDb } from "@/db/tenant";
import { liveStatuses } from "@/lib/billing/sync/access";
import { AppError } from "@/lib/core/errors";

export type CurrentSubscription = typeof billingSubscriptions.$inferSelect & { customerId: string };

/** The subscription a workspace lives by, and who pays for it. Throws `conflict` where there is none. */
export async function currentSubscription(db: TenantDb, tenantId: string): Promise<CurrentSubscription> {
  const [live] = await db
    .select({ subscription: billingSubscriptions, customerId: billingCustomers.stripeCustomerId })
    .from(billingSubscriptions)
    .innerJoin(billingCustomers, eq(billingCustomers.tenantId, billingSubscriptions.tenantId))
    .where(
      and(
        eq(billingSubscriptions.tenantId, tenantId),
        eq(billingSubscriptions.isDuplicate, false),
        inArray(billingSubscriptions.status, [...liveStatuses]),
      ),
    );
  if (!live)
    throw new AppError("conflict", "This workspace has no paid plan. Choose one under Settings, Billing.");
  return { ...live.subscription, customerId: live.customerId };
}
