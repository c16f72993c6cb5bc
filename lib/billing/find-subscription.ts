import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { billingAccounts, billingSubscriptions } from "@/db/schema/platform";

export type PaidSubscription = typeof billingSubscriptions.$inferSelect & { customerId: string };

/** What a workspace has in one of these statuses, and who pays for it; null where it has none. A duplicate does not count. */
export async function findSubscription(
  db: Tx,
  tenantId: string,
  statuses: readonly string[],
): Promise<PaidSubscription | null> {
  const [row] = await db
    .select({ subscription: billingSubscriptions, customerId: billingAccounts.stripeCustomerId })
    .from(billingSubscriptions)
    .innerJoin(billingAccounts, eq(billingAccounts.tenantId, billingSubscriptions.tenantId))
    .where(
      and(
        eq(billingSubscriptions.tenantId, tenantId),
        eq(billingSubscriptions.isDuplicate, false),
        inArray(billingSubscriptions.status, [...statuses]),
      ),
    );
  return row ? { ...row.subscription, customerId: row.customerId } : null;
}
