import { and, eq } from "drizzle-orm";
import { usagePushes } from "@/db/schema/tenant";
import { type TenantDb, withTenant } from "@/db/tenant";
import { type BilledMetric, billedMetrics, reportUsage, tellable } from "@/lib/billing/stripe/meters";
import { plans } from "@/lib/entitlements/plans";
import { clock, seconds } from "@/lib/platform/clock";
import { billionthsOf, decimalOf } from "@/lib/usage/decimal";
import { listPeriods, type UsagePeriod } from "@/lib/usage/periods";
import { runningTotal } from "@/lib/usage/totals";
import type { BilledWorkspace } from "./billed-workspace";
import { planOf } from "./parts";

interface Push {
  metric: BilledMetric;
  period: UsagePeriod;
  total: string;
  revision: number;
}

/**
 * Tells Stripe what each billed period has come to, where that is not what it was told last. It is written down first:
 * whoever dies in between repeats the same report, and Stripe takes it once.
 */
export async function pushUsage(billed: BilledWorkspace): Promise<void> {
  const { tenantId, customerId } = billed;
  const pushes = await withTenant(tenantId, (db) => preparePushes(db, billed));
  for (const { metric, period, total, revision } of pushes) {
    const identifier = [tenantId, metric, secondsOf(period.startsAt), revision].join(":");
    await reportUsage({ metric, customerId, total, identifier, at: momentIn(period, clock.in(-behindMs)) });
    await withTenant(tenantId, (db) =>
      db
        .update(usagePushes)
        .set({ pushedAt: clock.now() })
        .where(and(ofPeriod(tenantId, metric, period), eq(usagePushes.revision, revision))),
    );
  }
}

async function preparePushes(db: TenantDb, { tenantId, period: atStripe }: BilledWorkspace): Promise<Push[]> {
  const now = clock.now();
  const periods = await listPeriods(db, tenantId, now);
  // What a change has ended is billed with it, and what came after that second goes along with what it handed over.
  const billed = periods.filter((one, n) => {
    const next = periods.slice(n + 1).find(({ billingStart }) => billingStart !== null);
    return isBilled(one) && !next?.carried;
  });
  const pushes: Push[] = [];
  for (const period of billed) {
    for (const metric of billedMetrics) {
      const total = tellable(atLeastZero(await runningTotal(db, tenantId, metric, period)));
      // The last report may be of the terms before, in Stripe's period or a moment into it, and would be billed again.
      const isCut = period.carried !== null || (atStripe !== null && period.startsAt > atStripe.startsAt);
      const push = await nextRevision(db, tenantId, { metric, period, total, now, isCut });
      if (push) pushes.push(push);
    }
  }
  return pushes;
}

function isBilled(period: UsagePeriod): boolean {
  const plan = planOf(period);
  return plan !== null && plans[plan].apiOverage !== null;
}

/** Taking back what an earlier period has billed may leave less than nothing, which nobody can be billed. */
const atLeastZero = (total: string): string => (total.startsWith("-") ? "0" : total);

/** What is to be told, or null where Stripe knows. A report that was never confirmed goes out again as it was. */
async function nextRevision(
  db: TenantDb,
  tenantId: string,
  { metric, period, total, now, isCut }: Omit<Push, "revision"> & { now: Date; isCut: boolean },
): Promise<Push | null> {
  const mine = ofPeriod(tenantId, metric, period);
  const [known] = await db.select().from(usagePushes).where(mine).for("update");
  if (known && billionthsOf(known.total) === billionthsOf(total)) {
    return known.pushedAt ? null : { metric, period, total, revision: known.revision };
  }
  if (!known && billionthsOf(total) === 0n && !isCut) return null;
  const next = { total: decimalOf(billionthsOf(total)), revision: (known?.revision ?? 0) + 1 };
  const values = { ...next, wantedAt: now, pushedAt: null };
  if (known) await db.update(usagePushes).set(values).where(mine);
  else await db.insert(usagePushes).values({ tenantId, metric, periodStart: period.startsAt, ...values });
  return { metric, period, ...next };
}

/** Puts down what a change has billed of a period: it is told no more. */
export async function settlePush(
  db: TenantDb,
  tenantId: string,
  period: UsagePeriod,
  total: string,
): Promise<void> {
  await db
    .update(usagePushes)
    .set({ total, pushedAt: clock.now() })
    .where(ofPeriod(tenantId, "apiCalls", period));
}

const ofPeriod = (tenantId: string, metric: BilledMetric, { startsAt }: UsagePeriod) =>
  and(
    eq(usagePushes.tenantId, tenantId),
    eq(usagePushes.metric, metric),
    eq(usagePushes.periodStart, startsAt),
  );

/**
 * How far back a report is stamped. One that carries the very second of a change, or a second that Stripe's clock has yet to
 * reach, would count for what comes after the change, where the total begins at nothing: nobody would be billed for it.
 */
const behindMs = seconds(10);

/** The moment, or the period's first or last second: outside of it a report would count for another invoice. */
function momentIn({ startsAt, endsAt }: UsagePeriod, now: Date): Date {
  // In the very second that a change began it, or one that follows at once would find the last total of the terms before.
  const first = Math.floor(startsAt.getTime() / 1_000) * 1_000;
  const last = endsAt.getTime() - seconds(1);
  return new Date(Math.min(Math.max(now.getTime(), first), last));
}

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1_000);
