import { and, eq, sql } from "drizzle-orm";
import { usageEvents, usageRollups, usageUnique } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { billionthsOf } from "./decimal";
import { canonicalDims, digest, eventKey } from "./digest";
import { isMetric } from "./metrics";
import { countingPeriodOf, type UsagePeriod } from "./periods";
import { acceptedPastMs, type Receipt, type VoidEvent } from "./schema";
import { addToCounters, dayOf } from "./write-usage";

type Stored = typeof usageEvents.$inferSelect;

interface At {
  periods: UsagePeriod[];
  now: Date;
}

/**
 * Takes an event back. In its own period it no longer counts; where that is closed, the open one counts that much less,
 * and the closed one stays what was billed. Only for whoever holds the periods alone: it counts anew from the raw events.
 */
export async function voidUsage(db: TenantDb, tenantId: string, event: VoidEvent, at: At): Promise<Receipt> {
  const { id, source, voids } = event;
  const key = eventKey(source, id);
  const payloadHash = digest("void", voids);
  const known = await find(db, tenantId, key);
  if (known) return { id, status: known.payloadHash === payloadHash ? "duplicate" : "conflict" };
  const target = await find(db, tenantId, eventKey(source, voids));
  const reason = whyNot(target, at.now);
  if (reason || !target) return { id, status: "rejected", reason: reason ?? "unknown_event" };
  const place = placeInOpenPeriod(target, at.periods);
  const takes = { key, payloadHash, id, voidedBy: null, receivedAt: at.now };
  await db.insert(usageEvents).values({ ...target, ...place, ...takes, weight: place.isElsewhere ? -1 : 0 });
  const change = place.isElsewhere ? { voidedBy: key } : { voidedBy: key, weight: 0 };
  await db
    .update(usageEvents)
    .set(change)
    .where(and(eq(usageEvents.tenantId, tenantId), eq(usageEvents.key, target.key)));
  await recount(db, { ...target, ...place });
  return { id, status: "accepted", isLate: place.isElsewhere };
}

async function find(db: TenantDb, tenantId: string, key: string): Promise<Stored | undefined> {
  const mine = and(eq(usageEvents.tenantId, tenantId), eq(usageEvents.key, key));
  const [row] = await db.select().from(usageEvents).where(mine);
  return row;
}

/** An older one could not be counted anew: its neighbors' rows are going to be deleted. */
function whyNot(target: Stored | undefined, now: Date) {
  if (!target || target.weight < 0 || (target.weight === 0 && !target.voidedBy)) return "unknown_event";
  if (target.voidedBy) return "already_void";
  return now.getTime() - target.time.getTime() > acceptedPastMs ? "time_window" : null;
}

function placeInOpenPeriod({ periodStart, isLate, time }: Stored, periods: UsagePeriod[]) {
  const own = periods.find(({ startsAt }) => startsAt.getTime() === periodStart.getTime());
  if (!own?.isClosed) return { periodStart, isLate, isElsewhere: false };
  return { ...countingPeriodOf(periods, time), isElsewhere: true };
}

/** Makes one roll-up, the day's different ones and the running total what the raw events say. */
async function recount(db: TenantDb, event: Stored): Promise<void> {
  const { tenantId, metric, periodStart, isLate, value, uniqueHash } = event;
  const dimsKey = digest(canonicalDims(event.dims));
  const hour = new Date(Math.floor(event.time.getTime() / 3_600_000) * 3_600_000);
  const [start, from] = [periodStart.toISOString(), hour.toISOString()];
  const ofBucket = sql`e.tenant_id = ${tenantId} and e.metric = ${metric} and e.period_start = ${start}::timestamptz
    and e.is_late = ${isLate} and e.dims = ${JSON.stringify(event.dims)}::jsonb
    and e.time >= ${from}::timestamptz and e.time < ${from}::timestamptz + interval '1 hour'`;
  await db.execute(sql`
    insert into ${usageRollups} (tenant_id, metric, period_start, hour, is_late, dims_key, dims, count, sum, max, min,
        last_time, last_id, last_value)
    select ${tenantId}, ${metric}, ${start}::timestamptz, ${from}::timestamptz, ${isLate}, ${dimsKey}::uuid,
        ${JSON.stringify(event.dims)}::jsonb, coalesce(sum(e.weight), 0), coalesce(sum(e.weight * e.value), 0),
        max(e.value) filter (where e.weight = 1), min(e.value) filter (where e.weight = 1),
        (${newest("time")})[1], (${newest("id")})[1], (${newest("value")})[1]
      from ${usageEvents} e where ${ofBucket}
    on conflict (tenant_id, metric, period_start, hour, is_late, dims_key) do update set
      (count, sum, max, min, last_time, last_id, last_value) = (excluded.count, excluded.sum, excluded.max,
        excluded.min, excluded.last_time, excluded.last_id, excluded.last_value)`);
  if (uniqueHash) await removeUnseen(db, { ...event, uniqueHash });
  if (isMetric(metric))
    await addToCounters(db, tenantId, [{ metric, periodStart, count: -1, sum: -billionthsOf(value) }]);
}

const newest = (column: string) =>
  sql`array_agg(e.${sql.raw(column)} order by e.time desc, e.id collate "C" desc) filter (where e.weight = 1)`;

/** Whoever is in no event of the day any more was not seen on it. */
async function removeUnseen(
  db: TenantDb,
  { tenantId, metric, periodStart, time, uniqueHash }: Stored & { uniqueHash: string },
): Promise<void> {
  const [start, day] = [periodStart.toISOString(), dayOf(time)];
  await db.execute(sql`
    delete from ${usageUnique} u
     where u.tenant_id = ${tenantId} and u.metric = ${metric} and u.period_start = ${start}::timestamptz
       and u.day = ${day}::date and u.hash = ${uniqueHash}::uuid
       and not exists (
         select from ${usageEvents} e
          where e.tenant_id = ${tenantId} and e.metric = ${metric} and e.period_start = u.period_start
            and e.time >= ${`${day}T00:00:00Z`}::timestamptz and e.time < ${`${day}T00:00:00Z`}::timestamptz + interval '1 day'
            and e.unique_hash = u.hash and e.weight = 1)`);
}
