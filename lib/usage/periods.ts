import { and, asc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { type CarriedUsage, usageCounters, usagePeriods } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock, days } from "@/lib/platform/clock";
import { type MetricId, metricIds } from "./metrics";
import { acceptedPastMs } from "./schema";

/** A billing period, half open. What is used after it was closed is counted in the one that is open then. */
export interface UsagePeriod {
  startsAt: Date;
  endsAt: Date;
  isClosed: boolean;
  /** What it is billed by; null where it is not. */
  terms: string | null;
  /** The subscription that bills it, and its own period; null where billing has not told of it yet. */
  subscriptionId: string | null;
  billingStart: Date | null;
  billingEnd: Date | null;
  /** What it began with because the terms changed, by metric. */
  carried: Partial<Record<MetricId, CarriedUsage>> | null;
}

/**
 * The periods that events may fall into, the one of `now` among them and last. Whoever counts holds them: none of them is
 * closed before the transaction has ended, so that what is counted in one is part of what was billed for it. None is made up
 * ahead: a plan that is bought in the last minutes of a month would find a period of nobody's inside its own.
 */
export async function holdPeriods(
  db: TenantDb,
  tenantId: string,
  { now = clock.now(), isAlone = false }: { now?: Date; isAlone?: boolean } = {},
): Promise<UsagePeriod[]> {
  if (isAlone) await lockPeriods(db, tenantId);
  else await db.execute(sql`select pg_advisory_xact_lock_shared(${lockKey(tenantId)})`);
  const known = await readPeriods(db, tenantId, now);
  const following = periodsUntil(now, known.at(-1));
  if (following.length === 0) return known;
  await db
    .insert(usagePeriods)
    .values(following.map(({ startsAt, endsAt, terms }) => ({ tenantId, startsAt, endsAt, terms })))
    .onConflictDoNothing();
  return [...known, ...following];
}

/** The same for who only looks: what is not stored yet is made up the same way. */
export async function listPeriods(db: TenantDb, tenantId: string, now = clock.now()): Promise<UsagePeriod[]> {
  const known = await readPeriods(db, tenantId, now);
  return [...known, ...periodsUntil(now, known.at(-1))];
}

/** The period of an instant, which is in `periods`. */
export function periodAt(periods: UsagePeriod[], time: Date): UsagePeriod {
  const period = periods.findLast(({ startsAt, endsAt }) => startsAt <= time && time < endsAt);
  return period ?? { ...monthOf(time), terms: null, ...unbilled };
}

/** Where an event counts: in its own period, or, where that is closed, as late in the first that is open. */
export function countingPeriodOf(periods: UsagePeriod[], time: Date): { periodStart: Date; isLate: boolean } {
  const own = periodAt(periods, time);
  if (!own.isClosed) return { periodStart: own.startsAt, isLate: false };
  const open = periods.find(({ startsAt, isClosed }) => !isClosed && startsAt > own.startsAt);
  return open ? { periodStart: open.startsAt, isLate: true } : { periodStart: own.startsAt, isLate: false };
}

/** The period that usage of `now` counts in. */
export function currentPeriod(periods: UsagePeriod[], now: Date): UsagePeriod {
  const { periodStart } = countingPeriodOf(periods, now);
  return (
    periods.find(({ startsAt }) => startsAt.getTime() === periodStart.getTime()) ?? periodAt(periods, now)
  );
}

/**
 * Begins a period, as billing sees it: at a renewal, and whenever the terms change. Whatever is still running ends there.
 * Saying it again changes nothing; saying another end corrects it. What it begins with counts from its first moment.
 */
export async function beginPeriod(
  db: TenantDb,
  tenantId: string,
  { startsAt, endsAt, terms, carried = null, ...billedBy }: BegunPeriod,
): Promise<void> {
  await lockPeriods(db, tenantId);
  const ofTenant = eq(usagePeriods.tenantId, tenantId);
  await db
    .update(usagePeriods)
    .set({ endsAt: startsAt })
    .where(and(ofTenant, lt(usagePeriods.startsAt, startsAt), gt(usagePeriods.endsAt, startsAt)));
  const { subscriptionId = null, billingStart = null, billingEnd = null } = billedBy;
  const billing = { terms, subscriptionId, billingStart, billingEnd };
  await db
    .insert(usagePeriods)
    .values({ tenantId, startsAt, endsAt, ...billing, ...(carried && { carried }) })
    .onConflictDoUpdate({
      target: [usagePeriods.tenantId, usagePeriods.startsAt],
      set: { endsAt, ...billing, ...(carried && { carried }) },
      setWhere: isNull(usagePeriods.closedAt),
    });
  for (const metric of metricIds) {
    const amount = carried?.[metric]?.amount;
    if (amount === undefined) continue;
    await db
      .insert(usageCounters)
      .values({ tenantId, metric, periodStart: startsAt, used: amount })
      .onConflictDoUpdate({
        target: [usageCounters.tenantId, usageCounters.metric, usageCounters.periodStart],
        set: { used: sql`${usageCounters.used} + excluded.used` },
      });
  }
}

type BegunPeriod = Pick<UsagePeriod, "startsAt" | "endsAt" | "terms"> &
  Partial<Pick<UsagePeriod, "subscriptionId" | "billingStart" | "billingEnd" | "carried">>;

/** Closes a period for good: from here on its usage cannot change. Waits for whoever is counting. */
export async function closePeriod(db: TenantDb, tenantId: string, startsAt: Date): Promise<void> {
  await lockPeriods(db, tenantId);
  await db
    .update(usagePeriods)
    .set({ closedAt: clock.now() })
    .where(
      and(
        eq(usagePeriods.tenantId, tenantId),
        eq(usagePeriods.startsAt, startsAt),
        isNull(usagePeriods.closedAt),
      ),
    );
}

/** Waits until nobody counts, and keeps everybody from it. */
async function lockPeriods(db: TenantDb, tenantId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${lockKey(tenantId)})`);
}

const lockKey = (tenantId: string) => sql`hashtextextended(${`usage:${tenantId}`}, 0)`;

/** Those that events may still fall into, and all parts of the last one that was billed: a pause of any length may follow it. */
async function readPeriods(db: TenantDb, tenantId: string, now: Date): Promise<UsagePeriod[]> {
  const rows = await db
    .select()
    .from(usagePeriods)
    .where(
      and(
        eq(usagePeriods.tenantId, tenantId),
        or(
          gt(usagePeriods.endsAt, new Date(now.getTime() - acceptedPastMs - days(1))),
          sql`${usagePeriods.billingStart} = (
            select max(billed.billing_start) from ${usagePeriods} billed where billed.tenant_id = ${tenantId})`,
        ),
      ),
    )
    .orderBy(asc(usagePeriods.startsAt));
  return rows.map(({ tenantId: _, closedAt, ...row }) => ({ ...row, isClosed: closedAt !== null }));
}

/** What follows the last one known, up to the one that holds `until`: months from its end, or of the calendar. */
function periodsUntil(until: Date, last: UsagePeriod | undefined): UsagePeriod[] {
  const following: UsagePeriod[] = [];
  let from = last?.endsAt ?? monthOf(until).startsAt;
  while (from <= until) {
    const endsAt = monthAfter(from);
    following.push({ startsAt: from, endsAt, terms: last?.terms ?? null, ...unbilled });
    from = endsAt;
  }
  return following;
}

/** Of a period that nobody but we has made up so far. */
const unbilled = {
  ...{ isClosed: false, subscriptionId: null, billingStart: null, billingEnd: null, carried: null },
};

/** A month later, or its last day. Billing corrects what this gets wrong as soon as it has heard from Stripe. */
function monthAfter(date: Date): Date {
  const later = new Date(date);
  later.setUTCMonth(date.getUTCMonth() + 1);
  if (later.getUTCDate() !== date.getUTCDate()) later.setUTCDate(0);
  return later;
}

function monthOf(time: Date): { startsAt: Date; endsAt: Date } {
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  return { startsAt: new Date(Date.UTC(year, month, 1)), endsAt: new Date(Date.UTC(year, month + 1, 1)) };
}
