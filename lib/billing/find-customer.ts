import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { billingCustomers } from "@/db/schema/platform";

/** A workspace's customer at Stripe; null before its first checkout. */
export async function findCustomerId(db: Tx, tenantId: string): Promise<string | null> {
  const [payer] = await db
    .select({ customerId: billingCustomers.stripeCustomerId })
    .from(billingCustomers)
    .where(eq(billingCustomers.tenantId, tenantId));
  return payer?.customerId ?? null;
}
