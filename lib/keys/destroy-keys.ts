import { and, eq, ne } from "drizzle-orm";
import { tenantKeys } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { evictKeys } from "./data-keys";

/**
 * Makes unreadable for good what was sealed for a purpose of a workspace, in every copy there is: other processes within
 * five minutes, backups once they hold no older line of this table. Nothing can be sealed for it any more either.
 */
export async function destroyKeys(tenantId: string, purpose = "content"): Promise<number> {
  const rows = await withPlatform((db) =>
    db
      .update(tenantKeys)
      .set({ state: "destroyed", wrapped: null, changedAt: clock.now() })
      .where(
        and(
          eq(tenantKeys.tenantId, tenantId),
          eq(tenantKeys.purpose, purpose),
          ne(tenantKeys.state, "destroyed"),
        ),
      )
      .returning({ version: tenantKeys.version }),
  );
  evictKeys(tenantId);
  return rows.length;
}
