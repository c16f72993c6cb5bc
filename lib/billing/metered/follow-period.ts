import { withTenant } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { beginPeriod, closePeriod, holdPeriods } from "@/lib/usage/periods";
import type { BilledWorkspace } from "./billed-workspace";

/**
 * Brings our periods in line with Stripe's: a new one where Stripe has begun one, and a new one in the middle where the
 * plan has changed, because Stripe bills what was used until then by the old plan. What Stripe has ended is closed.
 */
export async function followPeriod({ tenantId, plan, period }: BilledWorkspace): Promise<void> {
  if (!period) return;
  const { startsAt, endsAt } = period;
  await withTenant(tenantId, async (db) => {
    const periods = await holdPeriods(db, tenantId, { isAlone: true });
    const running = periods.findLast((one) => one.startsAt >= startsAt && one.startsAt < endsAt);
    const isCut = running?.terms && running.terms !== plan;
    const begins = isCut ? latest(clock.now(), running.startsAt) : (running?.startsAt ?? startsAt);
    if (isCut) await closePeriod(db, tenantId, running.startsAt);
    await beginPeriod(db, tenantId, { startsAt: begins, endsAt, terms: plan });
    for (const one of periods) {
      const isOver = one.startsAt < startsAt && !one.isClosed && one.terms;
      if (isOver) await closePeriod(db, tenantId, one.startsAt);
    }
  });
}

/** Now, but never the moment at which another period began. */
const latest = (now: Date, begun: Date): Date => new Date(Math.max(now.getTime(), begun.getTime() + 1));
