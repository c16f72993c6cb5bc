import { and, eq, sql } from "drizzle-orm";
import { usageCounters, usageEvents } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { billionthsOf, decimalOf, numberOf } from "./decimal";
import { digest, eventKey } from "./digest";
import { type Counted, fold } from "./fold";
import { aggregationOf, type MetricId } from "./metrics";
import { currentPeriod, holdPeriods, listPeriods, type UsagePeriod } from "./periods";
import { latestValue } from "./totals";
import { addRollups, addToCounters, insertEvents } from "./write-usage";

interface Wish {
  amount: number;
  /** How much a period may come to; null where it is not held to anything. */
  limitIn(period: UsagePeriod): number | null;
  /** Asked twice under one key, it is consumed once. */
  idempotencyKey?: string;
  now?: Date;
}

export interface Consumption {
  isAdmitted: boolean;
  used: number;
  period: UsagePeriod;
}

const source = "$check";

/**
 * Consumes some of a metric's period, or nothing where that would go over the limit. One conditional statement decides:
 * of any number at once, exactly as many are admitted as fit.
 */
export async function consumeUsage(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  { amount, limitIn, idempotencyKey, now = clock.now() }: Wish,
): Promise<Consumption> {
  const period = currentPeriod(await holdPeriods(db, tenantId, { now }), now);
  const event = countedOf(metric, amount, period, { id: idempotencyKey ?? crypto.randomUUID(), time: now });
  const used = (isAdmitted: boolean) =>
    usedIn(db, tenantId, metric, period).then((total) => ({ isAdmitted, used: total, period }));
  if (idempotencyKey && (await isStored(db, tenantId, event.key))) return used(true);
  const raised = await raise(db, tenantId, event, limitIn(period));
  if (raised === null) return used(false);
  const fresh = await insertEvents(db, tenantId, [event], now);
  const rollups = fold([event]);
  if (fresh.size > 0) {
    await addRollups(db, tenantId, rollups);
    return { isAdmitted: true, used: raised, period };
  }
  // Somebody consumed under the same key while we waited for the counter.
  await addToCounters(
    db,
    tenantId,
    rollups.map((rollup) => ({ ...rollup, count: -rollup.count, sum: -rollup.sum })),
  );
  return used(true);
}

/** How much of a metric is used up now: the running total of the period, or what was measured last. */
export async function usedNow(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  now = clock.now(),
): Promise<Omit<Consumption, "isAdmitted">> {
  const period = currentPeriod(await listPeriods(db, tenantId, now), now);
  if (aggregationOf(metric) !== "last") return { used: await usedIn(db, tenantId, metric, period), period };
  return { used: numberOf((await latestValue(db, tenantId, metric)) ?? "0"), period };
}

function countedOf(
  metric: MetricId,
  amount: number,
  period: UsagePeriod,
  { id, time }: { id: string; time: Date },
): Counted {
  return {
    ...{ id, source, metric, time, subject: null, uniqueHash: null, dims: "{}" },
    key: eventKey(source, id),
    payloadHash: digest(metric, String(amount)),
    value: billionthsOf(String(amount)),
    decimal: String(amount),
    periodStart: period.startsAt,
    isLate: false,
  };
}

async function isStored(db: TenantDb, tenantId: string, key: string): Promise<boolean> {
  const mine = and(eq(usageEvents.tenantId, tenantId), eq(usageEvents.key, key));
  return (await db.select({ key: usageEvents.key }).from(usageEvents).where(mine)).length > 0;
}

/** The new total, or null where it would be more than the limit: then nothing has changed. */
async function raise(
  db: TenantDb,
  tenantId: string,
  { metric, periodStart, value }: Counted,
  limit: number | null,
): Promise<number | null> {
  const fits = (total: ReturnType<typeof sql>) => (limit === null ? sql`true` : sql`${total} <= ${limit}`);
  const amount = sql`${decimalOf(value)}::numeric`;
  const { rows } = await db.execute<{ used: string }>(sql`
    insert into ${usageCounters} as c (tenant_id, metric, period_start, used)
    select ${tenantId}, ${metric}, ${periodStart.toISOString()}::timestamptz, ${amount} where ${fits(amount)}
    on conflict (tenant_id, metric, period_start)
      do update set used = c.used + excluded.used where ${fits(sql`c.used + excluded.used`)}
    returning used`);
  return rows[0] ? numberOf(rows[0].used) : null;
}

async function usedIn(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  { startsAt }: UsagePeriod,
): Promise<number> {
  const [row] = await db
    .select({ used: usageCounters.used })
    .from(usageCounters)
    .where(
      and(
        eq(usageCounters.tenantId, tenantId),
        eq(usageCounters.metric, metric),
        eq(usageCounters.periodStart, startsAt),
      ),
    );
  return row ? numberOf(row.used) : 0;
}
