import { and, desc, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import { usageRollups, usageUnique } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { billionthsOf, decimalOf } from "./decimal";
import { type Aggregation, aggregationOf, type MetricId } from "./metrics";
import type { UsagePeriod } from "./periods";

/** Every way of adding a period up, as decimals; `max` and `last` are null where nothing was recorded. */
export interface Totals {
  count: string;
  sum: string;
  max: string | null;
  last: string | null;
  unique: string;
  /** The part of `sum` that was used in an earlier period and came after that was closed. */
  lateSum: string;
}

/** What a period comes to: its own usage, and what was late for the one before. From the roll-ups alone. */
export async function totalsOf(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  periodStart: Date,
): Promise<Totals> {
  const { count, sum, max, isLate, lastTime, lastId, lastValue } = usageRollups;
  const [row] = await db
    .select({
      count: sql<string>`coalesce(sum(${count}), 0)::text`,
      sum: sql<string>`trim_scale(coalesce(sum(${sum}), 0))::text`,
      lateSum: sql<string>`trim_scale(coalesce(sum(${sum}) filter (where ${isLate}), 0))::text`,
      max: sql<string | null>`trim_scale(max(${max}))::text`,
      last: sql<
        string | null
      >`trim_scale((array_agg(${lastValue} order by ${lastTime} desc, ${lastId} collate "C" desc)
        filter (where ${lastTime} is not null))[1])::text`,
    })
    .from(usageRollups)
    .where(
      and(
        eq(usageRollups.tenantId, tenantId),
        eq(usageRollups.metric, metric),
        eq(usageRollups.periodStart, periodStart),
      ),
    );
  const unique = await countUnique(db, tenantId, metric, periodStart);
  return { ...(row ?? nothing), unique };
}

const nothing = { count: "0", sum: "0", lateSum: "0", max: null, last: null };

/** What a period comes to in the one way its metric is about, as a decimal. */
export async function periodTotal(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  periodStart: Date,
): Promise<string> {
  const aggregation = aggregationOf(metric);
  if (aggregation === "unique") return countUnique(db, tenantId, metric, periodStart);
  const { rows } = await db.execute<{ total: string | null }>(sql`
    select trim_scale((${inPeriod[aggregation]})::numeric)::text as total from ${usageRollups}
     where tenant_id = ${tenantId} and metric = ${metric} and period_start = ${periodStart.toISOString()}::timestamptz`);
  return rows[0]?.total ?? "0";
}

/** The same with what the period began with: what it is billed by. */
export async function runningTotal(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  { startsAt, carried }: Pick<UsagePeriod, "startsAt" | "carried">,
): Promise<string> {
  const own = await periodTotal(db, tenantId, metric, startsAt);
  const amount = carried?.[metric]?.amount;
  return amount === undefined ? own : decimalOf(billionthsOf(own) + billionthsOf(amount));
}

const inPeriod = {
  sum: sql`sum(sum)`,
  count: sql`sum(count)`,
  max: sql`max(max)`,
  last: sql`(array_agg(last_value order by last_time desc nulls last, last_id collate "C" desc))[1]`,
};

/** A metric per UTC day, by when it was used: late usage stands on its own day. Days without any are left out. */
export async function dailyTotals(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<Map<string, string>> {
  const { hour, count, sum, max, lastTime, lastValue } = usageRollups;
  const day = sql<string>`to_char(${hour} at time zone 'UTC', 'YYYY-MM-DD')`;
  const inHours = {
    sum: sql<string>`sum(${sum})`,
    count: sql<string>`sum(${count})`,
    max: sql<string>`coalesce(max(${max}), 0)`,
    last: sql<string>`coalesce((array_agg(${lastValue} order by ${lastTime} desc nulls last))[1], 0)`,
    // The different ones of a day are not the sum of its hours.
    unique: sql<string>`(select count(distinct u.hash) from ${usageUnique} u where u.tenant_id = ${tenantId}
      and u.metric = ${metric} and u.day = (${day})::date)`,
  } satisfies Record<Aggregation, unknown>;
  const rows = await db
    .select({ day, total: sql<string>`trim_scale((${inHours[aggregationOf(metric)]})::numeric)::text` })
    .from(usageRollups)
    .where(
      and(
        eq(usageRollups.tenantId, tenantId),
        eq(usageRollups.metric, metric),
        gte(hour, sql`date_trunc('hour', ${startsAt.toISOString()}::timestamptz)`),
        lt(hour, endsAt),
      ),
    )
    .groupBy(day);
  return new Map(rows.map((row) => [row.day, row.total]));
}

/** The last value that was ever recorded of a metric that is measured rather than counted; null before the first. */
export async function latestValue(db: TenantDb, tenantId: string, metric: MetricId): Promise<string | null> {
  const { hour, lastTime, lastId, lastValue } = usageRollups;
  const [row] = await db
    .select({ value: lastValue })
    .from(usageRollups)
    .where(and(eq(usageRollups.tenantId, tenantId), eq(usageRollups.metric, metric), isNotNull(lastTime)))
    .orderBy(desc(usageRollups.periodStart), desc(hour), desc(lastTime), desc(lastId))
    .limit(1);
  return row?.value ?? null;
}

async function countUnique(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  periodStart: Date,
): Promise<string> {
  const [row] = await db
    .select({ total: sql<string>`count(distinct ${usageUnique.hash})::text` })
    .from(usageUnique)
    .where(
      and(
        eq(usageUnique.tenantId, tenantId),
        eq(usageUnique.metric, metric),
        eq(usageUnique.periodStart, periodStart),
      ),
    );
  return row?.total ?? "0";
}
