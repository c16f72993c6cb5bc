import { and, eq } from "drizzle-orm";
import { billingAccounts, entitlementOverrides, entitlements, spendingLimits } from "@/db/schema/platform";
import { alongside, type StoreDb, type WorkspaceDb, withWorkspace } from "@/db/tenant";
import { cached } from "@/lib/platform/cache";
import { clock, minutes } from "@/lib/platform/clock";
import { type Currency, defaultCurrency, findCurrency } from "./currencies";
import { type Feature, ruleOf } from "./features";
import { type Cap, type Plan, type PlanId, plans } from "./plans";

/** What a workspace may use: its plan, and the exceptions that were made for it. Plain enough for a cache. */
export interface Entitlement {
  planId: PlanId;
  extraSeats: number;
  access: "full" | "restricted" | "suspended";
  version: number;
  /** What the workspace pays in. Left out before it has bought anything; null where that is none of the catalog's. */
  currency?: Currency | null;
  /** In minor units for a billing period: what may be spent beyond the plan. Left out where there is no end to it. */
  spendingCap?: number;
  /** What the cap was chosen in, which need not be what is paid in by now. */
  capCurrency?: Currency;
  overrides: { feature: string; value: number | "unlimited" | boolean; endsAt: string | null }[];
}

/** What is kept now, past every cache: for whoever decides under a lock. */
export async function entitlementOf(db: StoreDb, tenantId: string): Promise<Entitlement & { plan: Plan }> {
  const read = await alongside(db, tenantId, (beside) => readEntitlement(beside, tenantId));
  return { ...read, plan: plans[read.planId] };
}

/**
 * The cap on a feature, or whether it is included: an exception wins over the plan for as long as it holds. In the
 * units the feature is counted in.
 */
export function capOf(entitlement: Entitlement, feature: Feature, at = clock.now()): Cap | boolean {
  const rule = ruleOf(feature);
  const plan = plans[entitlement.planId];
  const override = overrideOf(entitlement, feature, at);
  if (rule.kind === "included") return override ? override.value === true : rule.isIncluded(plan);
  if (override && typeof override.value !== "boolean") {
    const unit = rule.kind === "metered" ? rule.unit : 1;
    return override.value === "unlimited" ? "unlimited" : override.value * unit;
  }
  return rule.capOf(plan, entitlement.extraSeats);
}

/** The exception that holds for a feature at a moment. */
export const overrideOf = ({ overrides }: Entitlement, feature: Feature, at = clock.now()) =>
  overrides.find(
    ({ feature: name, endsAt }) => name === feature && (endsAt === null || new Date(endsAt) > at),
  );

/** The cap on something that is counted or metered. */
export function limitOf(entitlement: Entitlement, feature: Feature, at = clock.now()): Cap {
  const cap = capOf(entitlement, feature, at);
  return typeof cap === "boolean" ? (cap ? "unlimited" : 0) : cap;
}

/**
 * What the workspace counts money in. Null where it pays in none of the catalog's, as was arranged by hand: nothing of ours has
 * a price in that, so what is beyond the plan is not billed.
 */
export const currencyOf = ({ currency }: Pick<Entitlement, "currency">): Currency | null =>
  currency === undefined ? defaultCurrency : currency;

/** The currency of a spending limit. Those of before there was a choice are in the one there was. */
export const chosenIn = ({ currency }: { currency: string | null }): Currency =>
  findCurrency(currency) ?? defaultCurrency;

const lifetime = { seconds: 60 };
const staleMs = minutes(5);
const lastKnown = new Map<string, { entitlement: Entitlement; at: number }>();

/** The cache key of what a workspace may use; whoever changes that invalidates it. */
export const entitlementKey = (tenantId: string): string => `entitlement:${tenantId}`;

/**
 * The same from the cache: two seconds old in this process, a minute where a change forgot to say so. Where neither Redis
 * nor Postgres answers, what this process knew at most five minutes ago, and says that it is stale.
 */
export async function entitlementSnapshot(
  tenantId: string,
): Promise<{ entitlement: Entitlement; isStale: boolean }> {
  try {
    const load = () => withWorkspace(tenantId, (db) => readEntitlement(db, tenantId), { isReadOnly: true });
    const entitlement = (await cached(entitlementKey(tenantId), lifetime, load)) ?? free;
    if (lastKnown.size > 5_000) lastKnown.clear();
    lastKnown.set(tenantId, { entitlement, at: Date.now() });
    return { entitlement, isStale: false };
  } catch (cause) {
    const known = lastKnown.get(tenantId);
    if (!known || Date.now() - known.at > staleMs) throw cause;
    return { entitlement: known.entitlement, isStale: true };
  }
}

const free: Entitlement = { planId: "free", extraSeats: 0, access: "full", version: 0, overrides: [] };

const { feature, value, endsAt } = entitlementOverrides;

async function readEntitlement(db: WorkspaceDb, tenantId: string): Promise<Entitlement> {
  const rows = await db
    .select({
      granted: entitlements,
      spending: spendingLimits,
      code: billingAccounts.currency,
      override: { feature, value, endsAt },
    })
    .from(entitlements)
    .leftJoin(
      billingAccounts,
      and(eq(billingAccounts.tenantId, entitlements.tenantId), eq(billingAccounts.isDeleted, false)),
    )
    .leftJoin(spendingLimits, eq(spendingLimits.tenantId, entitlements.tenantId))
    .leftJoin(entitlementOverrides, eq(entitlementOverrides.tenantId, entitlements.tenantId))
    .where(eq(entitlements.tenantId, tenantId));
  if (!rows[0]) return free;
  const { granted, spending, code } = rows[0];
  const { plan, extraSeats, access, version } = granted;
  const overrides = rows.flatMap(({ override }) => (override ? [override] : []));
  return {
    ...{ planId: plan, extraSeats, access, version },
    ...(code !== null && { currency: findCurrency(code) }),
    ...(spending?.isHard && { spendingCap: spending.amount, capCurrency: chosenIn(spending) }),
    overrides: overrides.map(({ feature, value, endsAt }) => ({
      ...{ feature, value, endsAt: endsAt?.toISOString() ?? null },
    })),
  };
}
