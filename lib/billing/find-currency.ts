import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { billingAccounts } from "@/db/schema/platform";

/**
 * What a workspace pays in, by Stripe's code: the currency of what it bought first, which its customer keeps. Null before
 * that, and where the customer is gone.
 */
export async function findPayingCurrency(db: Tx, tenantId: string): Promise<string | null> {
  const [account] = await db
    .select({ currency: billingAccounts.currency })
    .from(billingAccounts)
    .where(and(eq(billingAccounts.tenantId, tenantId), eq(billingAccounts.isDeleted, false)));
  return account?.currency ?? null;
}
