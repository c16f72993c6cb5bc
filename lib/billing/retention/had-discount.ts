import { and, eq, sql } from "drizzle-orm";
import { billingIntents } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";

/** Whether a workspace was given the discount for staying before: there is one for each. */
export async function hadStayingDiscount(db: WorkspaceDb, tenantId: string): Promise<boolean> {
  const { kind, status, params } = billingIntents;
  const [row] = await db
    .select({ id: billingIntents.id })
    .from(billingIntents)
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        eq(kind, "discount"),
        eq(status, "completed"),
        sql`${params}->>'offer' = 'discount'`,
      ),
    )
    .limit(1);
  return row !== undefined;
}
