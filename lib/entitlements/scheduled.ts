import { and, eq, isNotNull, ne } from "drizzle-orm";
import { billingSubscriptions } from "@/db/schema/platform";
import { alongside, type StoreDb } from "@/db/tenant";
import type { Entitlement } from "./entitlement";

/** What a workspace will be entitled to once the change that is scheduled for it takes effect; null where none is. */
export async function entitlementAhead(
  db: StoreDb,
  tenantId: string,
  today: Entitlement,
): Promise<Entitlement | null> {
  const [row] = await alongside(db, tenantId, (beside) =>
    beside
      .select({ change: billingSubscriptions.scheduledChange })
      .from(billingSubscriptions)
      .where(
        and(
          eq(billingSubscriptions.tenantId, tenantId),
          eq(billingSubscriptions.isDuplicate, false),
          ne(billingSubscriptions.status, "canceled"),
          isNotNull(billingSubscriptions.scheduledChange),
        ),
      ),
  );
  return row?.change ? { ...today, planId: row.change.plan, extraSeats: row.change.extraSeats } : null;
}
