import { getTableColumns, is, type SQL, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import * as tenantSchema from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock, hours } from "@/lib/platform/clock";
import { ingestIn } from "./record-usage";

const { usageEvents, usageRollups, usageUnique, usageCounters, usagePeriods, usagePushes } = tenantSchema;

/** Our own notes on what a workspace has used: nobody pays for being measured, and the raw ones are by far the most rows. */
const notes: ReadonlySet<unknown> = new Set([
  ...[usageEvents, usageRollups, usageUnique, usageCounters, usagePeriods, usagePushes],
]);

/** What a workspace keeps: every table of its own store, those that are yet to come included, without our notes on its usage. */
export const measuredTables: readonly PgTable[] = Object.values(tenantSchema).filter(
  (one): one is Extract<typeof one, PgTable> => is(one, PgTable) && !notes.has(one),
);

/**
 * Measures how many bytes a workspace keeps: the stored size of its rows, as Postgres has them after compression, without
 * indexes and page overhead. Once per hour of the clock; a repeat in the hour is a duplicate.
 */
export async function measureStorage(db: TenantDb, tenantId: string): Promise<void> {
  const sizes = measuredTables.map((table) => sizeOf(table, tenantId));
  const { rows } = await db.execute<{ bytes: string }>(
    sql`select (${sql.join(sizes, sql` + `)})::text as bytes`,
  );
  const hour = new Date(Math.floor(clock.now().getTime() / hours(1)) * hours(1)).toISOString();
  const value = rows[0]?.bytes ?? "0";
  const measured = { op: "record", source: "$storage", id: hour, metric: "storage", value } as const;
  await ingestIn(db, tenantId, [{ ...measured, time: hour, dims: {} }]);
}

/** Of the header of a row in Postgres. */
const headerBytes = 24;

/** Column by column, which tells the size of a value that stands outside its row without reading it. */
function sizeOf(table: PgTable, tenantId: string): SQL {
  const columns = Object.values(getTableColumns(table));
  const values = columns.map((column) => sql`coalesce(pg_column_size(${column}), 0)`);
  return sql`(select coalesce(sum(${sql.raw(String(headerBytes))} + ${sql.join(values, sql` + `)}), 0)
    from ${table} where tenant_id = ${tenantId})`;
}
