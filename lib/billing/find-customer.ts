import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { billingAccounts } from "@/db/schema/platform";

/** A workspace's customer at Stripe; null before its first checkout, and once it was deleted there. */
export async function findCustomerId(db: Tx, tenantId: string): Promise<string | null> {
  const [account] = await db
    .select({ customerId: billingAccounts.stripeCustomerId })
    .from(billingAccounts)
    .where(and(eq(billingAccounts.tenantId, tenantId), eq(billingAccounts.isDeleted, false)));
  return account?.customerId ?? null;
}
