import { sql } from "drizzle-orm";
import { events, projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock, hours } from "@/lib/platform/clock";
import { ingestIn } from "./record-usage";

/**
 * Measures how many bytes a workspace keeps: the stored size of its projects and of its history, as Postgres has them
 * after compression, without indexes and page overhead. Once per hour of the clock; a repeat in the hour is a duplicate.
 */
export async function measureStorage(db: TenantDb, tenantId: string): Promise<void> {
  const { rows } = await db.execute<{ bytes: string }>(sql`
    select ((select coalesce(sum(pg_column_size(p.*)), 0) from ${projects} p where p.tenant_id = ${tenantId})
          + (select coalesce(sum(pg_column_size(e.*)), 0) from ${events} e where e.tenant_id = ${tenantId}))::text as bytes`);
  const hour = new Date(Math.floor(clock.now().getTime() / hours(1)) * hours(1)).toISOString();
  const value = rows[0]?.bytes ?? "0";
  const measured = { op: "record", source: "$storage", id: hour, metric: "storage", value } as const;
  await ingestIn(db, tenantId, [{ ...measured, time: hour, dims: {} }]);
}
