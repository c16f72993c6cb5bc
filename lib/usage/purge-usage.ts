import { sql } from "drizzle-orm";
import { usageEvents, usageUnique } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock, days } from "@/lib/platform/clock";

/** Longer than events are accepted: whatever is forgotten here is too old to be counted a second time. */
export const keptDays = 40;
/** Different ones are asked for per period, and the last two are shown. */
const uniqueKeptDays = 100;
const batchSize = 10_000;

/** Deletes what one workspace need not keep, so much at a time. Returns whether there is more. */
export async function purgeUsage(db: TenantDb, tenantId: string): Promise<boolean> {
  const before = clock.in(-days(keptDays)).toISOString();
  const events = await db.execute(sql`
    delete from ${usageEvents} where tenant_id = ${tenantId} and key in (
      select key from ${usageEvents}
       where tenant_id = ${tenantId} and received_at < ${before}::timestamptz limit ${batchSize})`);
  const firstDay = clock.in(-days(uniqueKeptDays)).toISOString().slice(0, 10);
  await db.execute(sql`
    delete from ${usageUnique} where tenant_id = ${tenantId} and day < ${firstDay}::date`);
  return events.rowCount === batchSize;
}
