import type { CarriedUsage } from "@/db/schema/tenant";
import { type TenantDb, withTenant } from "@/db/tenant";
import type { PlanId } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import {
  beginPeriod,
  closePeriod,
  holdPeriods,
  listPeriods,
  periodAt,
  type UsagePeriod,
} from "@/lib/usage/periods";
import { runningTotal } from "@/lib/usage/totals";
import { type BilledUse, findBilledUse } from "./billed-use";
import { type BilledWorkspace, findPaused, findUnbilled } from "./billed-workspace";
import { carryAhead, carryOver } from "./carry";
import { brokenOffAt, planOf, runningIn } from "./parts";
import { settlePush } from "./push-usage";

type Followed = BilledWorkspace & { period: NonNullable<BilledWorkspace["period"]> };

/** The period that a change ended before its time. */
interface Ending {
  part: UsagePeriod;
  terms: PlanId;
  /** Where Stripe's own period began, of which it is a part. */
  billingStart: Date;
  /** Whether Stripe has begun another period; else it goes on, by other terms. */
  isBrokenOff: boolean;
}

/**
 * Brings our periods in line with Stripe's: a new one where Stripe has begun one, and a new one in the middle where the
 * plan has changed, because Stripe bills what was used until then by the old plan. What Stripe has ended is closed. One that
 * a change ended before its time hands over what was used of what is included.
 */
export async function followPeriod(billed: BilledWorkspace): Promise<void> {
  const { tenantId, customerId, subscriptionId, period } = billed;
  if (!period) return;
  const followed = { ...billed, period };
  const look = async (db: TenantDb) => endingOf(await holdPeriods(db, tenantId), followed);
  const seen = await withTenant(tenantId, look);
  const use =
    seen &&
    (await findBilledUse({
      ...{ customerId, subscriptionId, terms: seen.terms, since: seen.billingStart },
      known: seen.part.carried?.apiCalls?.billedBy ?? [],
    }));
  const isDone = await withTenant(tenantId, (db) => follow(db, followed, seen, use));
  if (!isDone) await followPeriod(billed);
}

/** Ends the period that is billed where a plan has come that bills no use, so that nothing used under it ever is. */
export async function leavePeriod(tenantId: string): Promise<void> {
  const unbilled = await findUnbilled(tenantId);
  if (!unbilled) return;
  const periods = await withTenant(tenantId, (db) => listPeriods(db, tenantId), { isReadOnly: true });
  const { billingStart, endsAt } = periodAt(periods, clock.now());
  // Stripe has no period for it any more.
  if (billingStart) await followPeriod({ ...unbilled, period: { startsAt: billingStart, endsAt } });
}

/** Ends the period of a paused plan where Stripe did: the rest of it was given back, however long the pause is. */
export async function endPausedPeriod(tenantId: string): Promise<void> {
  const paused = await findPaused(tenantId);
  if (!paused?.period) return;
  const { startsAt, endsAt } = paused.period;
  await withTenant(tenantId, async (db) => {
    const part = runningIn(await holdPeriods(db, tenantId, { isAlone: true }), { startsAt, endsAt });
    if (!part?.billingStart || part.endsAt <= endsAt) return;
    const billingEnd = part.billingEnd ?? part.endsAt;
    await beginPeriod(db, tenantId, { ...part, endsAt, billingEnd, carried: null });
  });
}

/** Whether it was done: it is not where another period ended than the one whose bill was looked at. */
async function follow(
  db: TenantDb,
  billed: Followed,
  seen: Ending | null,
  use: BilledUse | null,
): Promise<boolean> {
  const { tenantId, subscriptionId, plan, period } = billed;
  const { startsAt, endsAt } = period;
  const periods = await holdPeriods(db, tenantId, { isAlone: true });
  const ending = endingOf(periods, billed);
  if (ending?.part.startsAt.getTime() !== seen?.part.startsAt.getTime()) return false;
  const carried = ending && (await carriedFrom(db, billed, periods, ending, use));
  const running = runningIn(periods, period);
  const isCut = ending !== null && !ending.isBrokenOff;
  if (isCut) await closePeriod(db, tenantId, ending.part.startsAt);
  await beginPeriod(db, tenantId, {
    startsAt: isCut ? latest(clock.now(), ending.part.startsAt) : (running?.startsAt ?? startsAt),
    ...{ endsAt, terms: plan, subscriptionId, billingStart: startsAt, billingEnd: endsAt },
    carried: carried && { apiCalls: carried },
  });
  for (const one of periods) {
    const isOver = one.startsAt < startsAt && !one.isClosed && one.terms;
    if (isOver) await closePeriod(db, tenantId, one.startsAt);
  }
  if (ending && use) await settlePush(db, tenantId, ending.part, use.quantity);
  return true;
}

function endingOf(
  periods: UsagePeriod[],
  { plan, subscriptionId, trialEnd, period }: Followed,
): Ending | null {
  const { startsAt } = period;
  const running = runningIn(periods, period);
  if (running) {
    const terms = planOf(running);
    const isCut = terms !== null && terms !== plan;
    return isCut ? { part: running, terms, billingStart: startsAt, isBrokenOff: false } : null;
  }
  // Only what Stripe has told of: where it ends is our own guess for any other.
  const part = periods.findLast((one) => one.billingStart !== null && one.startsAt < startsAt);
  const terms = part ? planOf(part) : null;
  if (!part?.billingStart || terms === null || part.isClosed) return null;
  const isEarly = part.endsAt > startsAt || (part.billingEnd !== null && part.endsAt < part.billingEnd);
  if (!isEarly) return null;
  // Nothing of these is credited, so the new period is paid in full: another subscription's, and the first after a trial.
  if (part.subscriptionId !== subscriptionId || trialEnd?.getTime() === startsAt.getTime()) return null;
  return { part, terms, billingStart: part.billingStart, isBrokenOff: true };
}

async function carriedFrom(
  db: TenantDb,
  { tenantId, plan, period }: Followed,
  periods: UsagePeriod[],
  { part, terms, billingStart, isBrokenOff }: Ending,
  billed: BilledUse | null,
): Promise<CarriedUsage> {
  const total = await runningTotal(db, tenantId, "apiCalls", part);
  const ending = { terms, carried: part.carried?.apiCalls ?? null, total, billed };
  if (!isBrokenOff) return carryOver(ending, plan);
  return carryAhead(ending, plan, brokenOffAt(period.startsAt, periods, { last: part, billingStart }));
}

/** Now, but never the moment at which another period began. */
const latest = (now: Date, begun: Date): Date => new Date(Math.max(now.getTime(), begun.getTime() + 1));
