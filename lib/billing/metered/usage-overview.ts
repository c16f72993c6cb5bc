import { z } from "zod";
import type { TenantDb } from "@/db/tenant";
import { money } from "@/lib/billing/shapes";
import { type OutputOf, query } from "@/lib/core/operation";
import { warning } from "@/lib/entitlements/check";
import { currency } from "@/lib/entitlements/currencies";
import { currencyOf, entitlementOf, limitOf } from "@/lib/entitlements/entitlement";
import { features, type MeteredFeature, meteredFeatures } from "@/lib/entitlements/features";
import { isBilledBeyond, overageCost } from "@/lib/entitlements/overage";
import { cap } from "@/lib/entitlements/schema";
import { clock, days } from "@/lib/platform/clock";
import { instant } from "@/lib/platform/instant";
import { usedNow } from "@/lib/usage/consume-usage";
import { numberOf } from "@/lib/usage/decimal";
import { aggregationOf, metrics } from "@/lib/usage/metrics";
import { dailyTotals, totalsOf } from "@/lib/usage/totals";

const meter = z.object({
  feature: z.enum(meteredFeatures),
  name: z.string(),
  used: z.number(),
  limit: cap,
  /** Above the limit; billed where it is soft. */
  over: z.number(),
  isSoft: z.boolean(),
  /** Null where nothing of ours has a price in what the workspace pays in: then what is over is as was agreed. */
  currency: currency.nullable(),
  /** What is over, in minor units by the plan's price; null where nothing is billed. */
  cost: money.nullable(),
  /** Minor units for a thousand more; null where nothing is billed. */
  pricePerThousand: z.number().nullable(),
  warnAt: z.union([z.literal(80), z.literal(100)]).nullable(),
  /** The part of `used` that was used before the plan changed, and counts on. */
  carried: z.number(),
  /** The part of `used` that came too late for the period it was used in. */
  late: z.number(),
  /** One figure for each UTC day of the period, up to today. */
  days: z.array(z.object({ day: z.iso.date(), total: z.number() })),
});
export type Meter = z.output<typeof meter>;

/** What a workspace has used of what is metered, against its plan, in the period that is running. */
export const usageOverview = query({
  name: "usage.overview",
  summary: "Show what was used in the running period",
  permission: "billing:read",
  input: z.strictObject({}),
  output: z.object({
    planName: z.string(),
    period: z.object({ startsAt: instant, endsAt: instant }),
    meters: z.array(meter),
  }),
  rest: "GET /usage",
  example: {},
  async run({ db, context }) {
    const tenantId = context.tenant.id;
    const meters: Meter[] = [];
    for (const feature of meteredFeatures) meters.push(await readMeter(db, tenantId, feature));
    const { period } = await usedNow(db, tenantId, "apiCalls");
    const { plan } = await entitlementOf(db, tenantId);
    return { planName: plan.name, period: { startsAt: period.startsAt, endsAt: period.endsAt }, meters };
  },
});
export type UsageOverview = OutputOf<typeof usageOverview>;

type Period = { startsAt: Date; endsAt: Date };

async function readMeter(db: TenantDb, tenantId: string, feature: MeteredFeature): Promise<Meter> {
  const { metric } = features[feature];
  const entitlement = await entitlementOf(db, tenantId);
  const limit = limitOf(entitlement, feature);
  const { used, period } = await usedNow(db, tenantId, metric);
  const { lateSum } = await totalsOf(db, tenantId, metric, period.startsAt);
  const currency = currencyOf(entitlement);
  const pricePerThousand =
    (feature === "apiCalls" && currency && entitlement.plan.apiOverage?.[currency]) || null;
  return {
    ...{ feature, name: metrics[metric].name, used, limit, currency, pricePerThousand },
    isSoft: isBilledBeyond(entitlement, feature),
    over: limit === "unlimited" ? 0 : Math.max(0, used - limit),
    cost: pricePerThousand === null || !currency ? null : overageCost(entitlement.plan, used, currency),
    warnAt: warning(limit, used).warnAt ?? null,
    carried: Math.max(0, numberOf(period.carried?.[metric]?.amount ?? "0")),
    late: Math.max(0, numberOf(lateSum)),
    days: fill(await dailyTotals(db, tenantId, metric, period), period, aggregationOf(metric) === "last"),
  };
}

/** Every day from the period's first to today: without a figure nothing was used, and what is measured stays as it was. */
function fill(totals: Map<string, string>, { startsAt, endsAt }: Period, isMeasured: boolean) {
  const first = Date.UTC(startsAt.getUTCFullYear(), startsAt.getUTCMonth(), startsAt.getUTCDate());
  const last = Math.min(Math.max(clock.now().getTime(), first), endsAt.getTime() - 1);
  const filled: { day: string; total: number }[] = [];
  let before = 0;
  for (let at = first; at <= last; at += days(1)) {
    const day = new Date(at).toISOString().slice(0, 10);
    const known = totals.get(day);
    const total = known === undefined ? before : numberOf(known);
    if (isMeasured) before = total;
    filled.push({ day, total });
  }
  return filled;
}
