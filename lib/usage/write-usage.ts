import { sql } from "drizzle-orm";
import { usageCounters, usageEvents, usageRollups, usageUnique } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { decimalOf } from "./decimal";
import type { Counted, Rollup } from "./fold";
import { aggregationOf, type MetricId } from "./metrics";

/** Stores raw events whose key is new, in one statement; returns the keys that were. Sorted, so that two never wait in a circle. */
export async function insertEvents(
  db: TenantDb,
  tenantId: string,
  events: Counted[],
  receivedAt: Date,
): Promise<Set<string>> {
  const rows = events.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const { rows: stored } = await db.execute<{ key: string }>(sql`
    insert into ${usageEvents} (tenant_id, key, payload_hash, source, id, metric, time, value, subject, unique_hash,
        dims, period_start, is_late, received_at)
    select ${tenantId}, e.key, e.payload_hash, e.source, e.id, e.metric, e.time, e.value, e.subject, e.unique_hash,
        e.dims::jsonb, e.period_start, e.is_late, ${receivedAt.toISOString()}::timestamptz
      from unnest(${list(rows, (row) => row.key)}::uuid[], ${list(rows, (row) => row.payloadHash)}::uuid[],
        ${list(rows, (row) => row.source)}::text[], ${list(rows, (row) => row.id)}::text[],
        ${list(rows, (row) => row.metric)}::text[], ${list(rows, (row) => row.time.toISOString())}::timestamptz[],
        ${list(rows, (row) => row.decimal)}::numeric[], ${list(rows, (row) => row.subject)}::text[],
        ${list(rows, (row) => row.uniqueHash)}::uuid[], ${list(rows, (row) => row.dims)}::text[],
        ${list(rows, (row) => row.periodStart.toISOString())}::timestamptz[],
        ${list(rows, (row) => row.isLate)}::boolean[])
        as e (key, payload_hash, source, id, metric, time, value, subject, unique_hash, dims, period_start, is_late)
    on conflict do nothing returning key`);
  return new Set(stored.map(({ key }) => key));
}

/** Adds roll-ups to those that are stored. */
export async function addRollups(db: TenantDb, tenantId: string, rows: Rollup[]): Promise<void> {
  if (rows.length === 0) return;
  const isNewer = sql`r.last_time is null or (excluded.last_time, excluded.last_id collate "C") > (r.last_time, r.last_id)`;
  const newest = (column: string) =>
    sql`case when ${isNewer} then excluded.${sql.raw(column)} else r.${sql.raw(column)} end`;
  await db.execute(sql`
    insert into ${usageRollups} as r (tenant_id, metric, period_start, hour, is_late, dims_key, dims, count, sum, max, min,
        last_time, last_id, last_value)
    select ${tenantId}, e.metric, e.period_start, e.hour, e.is_late, e.dims_key, e.dims::jsonb, e.count, e.sum, e.max,
        e.min, e.last_time, e.last_id, e.last_value
      from unnest(${list(rows, (row) => row.metric)}::text[],
        ${list(rows, (row) => row.periodStart.toISOString())}::timestamptz[],
        ${list(rows, (row) => row.hour.toISOString())}::timestamptz[], ${list(rows, (row) => row.isLate)}::boolean[],
        ${list(rows, (row) => row.dimsKey)}::uuid[], ${list(rows, (row) => row.dims)}::text[],
        ${list(rows, (row) => row.count)}::bigint[], ${list(rows, (row) => decimalOf(row.sum))}::numeric[],
        ${list(rows, (row) => decimalOf(row.max))}::numeric[], ${list(rows, (row) => decimalOf(row.min))}::numeric[],
        ${list(rows, (row) => row.last.time.toISOString())}::timestamptz[],
        ${list(rows, (row) => row.last.id)}::text[], ${list(rows, (row) => decimalOf(row.last.value))}::numeric[])
        as e (metric, period_start, hour, is_late, dims_key, dims, count, sum, max, min, last_time, last_id, last_value)
    on conflict (tenant_id, metric, period_start, hour, is_late, dims_key) do update set
      count = r.count + excluded.count, sum = r.sum + excluded.sum,
      max = greatest(r.max, excluded.max), min = least(r.min, excluded.min),
      last_time = ${newest("last_time")}, last_id = ${newest("last_id")}, last_value = ${newest("last_value")}`);
}

/** Remembers who was seen, once a day. */
export async function addUnique(db: TenantDb, tenantId: string, events: Counted[]): Promise<void> {
  const seen = new Map<string, Counted>();
  for (const event of events) {
    const { metric, periodStart, uniqueHash } = event;
    if (uniqueHash)
      seen.set([metric, periodStart.toISOString(), dayOf(event.time), uniqueHash].join(), event);
  }
  if (seen.size === 0) return;
  const rows = [...seen].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  await db.execute(sql`
    insert into ${usageUnique} (tenant_id, metric, period_start, day, hash)
    select ${tenantId}, e.* from unnest(${list(rows, (row) => row.metric)}::text[],
      ${list(rows, (row) => row.periodStart.toISOString())}::timestamptz[],
      ${list(rows, (row) => dayOf(row.time))}::date[], ${list(rows, (row) => row.uniqueHash)}::uuid[]) as e
    on conflict do nothing`);
}

/** The UTC day. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** By how much a metric's running total rises for this much of it, in billionths; null where it has none to run. */
export function stepOf(metric: MetricId, { count, sum }: { count: number; sum: bigint }): bigint | null {
  const aggregation = aggregationOf(metric);
  if (aggregation === "sum") return sum;
  return aggregation === "count" ? BigInt(count) * 1_000_000_000n : null;
}

/** Moves the running totals that hard quotas are held against. */
export async function addToCounters(
  db: TenantDb,
  tenantId: string,
  rollups: Pick<Rollup, "metric" | "periodStart" | "count" | "sum">[],
): Promise<void> {
  const steps = new Map<string, { metric: MetricId; periodStart: Date; step: bigint }>();
  for (const { metric, periodStart, ...amounts } of rollups) {
    const step = stepOf(metric, amounts);
    const place = `${metric},${periodStart.toISOString()}`;
    if (step !== null) steps.set(place, { metric, periodStart, step: step + (steps.get(place)?.step ?? 0n) });
  }
  const rows = [...steps].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into ${usageCounters} as c (tenant_id, metric, period_start, used)
    select ${tenantId}, e.* from unnest(${list(rows, (row) => row.metric)}::text[],
      ${list(rows, (row) => row.periodStart.toISOString())}::timestamptz[],
      ${list(rows, (row) => decimalOf(row.step))}::numeric[]) as e
    on conflict (tenant_id, metric, period_start) do update set used = c.used + excluded.used`);
}

/** A column of a batch as one parameter; drizzle would spread a bare array over as many as it has items. */
const list = <T>(rows: T[], pick: (row: T) => string | number | boolean | null) => sql.param(rows.map(pick));
