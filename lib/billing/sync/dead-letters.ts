import { desc, eq } from "drizzle-orm";
import { billingSync } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { syncNow } from "./sync";

/** Customers given up on after ten failures, with what went wrong last. */
export async function listDead(limit = 100) {
  return withPlatform((db) =>
    db
      .select({
        customerId: billingSync.customerId,
        lastError: billingSync.lastError,
        waiting: billingSync.wanted,
        applied: billingSync.applied,
        since: billingSync.updatedAt,
      })
      .from(billingSync)
      .where(eq(billingSync.status, "dead"))
      .orderBy(desc(billingSync.updatedAt))
      .limit(limit),
  );
}

/** Tries a dead customer again, with ten new tries if this one fails. Returns whether it is up to date now. */
export function replayDead(customerId: string): Promise<boolean> {
  return syncNow(customerId);
}
