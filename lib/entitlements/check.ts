import { type StoreDb, type TenantDb, withStore, withTenant } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";
import { isAway } from "@/lib/platform/database-failure";
import { consumeUsage, usedNow } from "@/lib/usage/consume-usage";
import { countUsage } from "@/lib/usage/count-usage";
import { aggregationOf, type MetricId } from "@/lib/usage/metrics";
import type { UsagePeriod } from "@/lib/usage/periods";
import { capOf, type Entitlement, entitlementOf, entitlementSnapshot, limitOf } from "./entitlement";
import {
  alwaysOpen,
  type CountedFeature,
  countOf,
  type Feature,
  features,
  type Rule,
  ruleOf,
} from "./features";
import { lockFeature } from "./limits";
import { hardLimitOf } from "./overage";
import { type Cap, fits } from "./plans";

interface Options {
  amount?: number;
  /** Takes it, if there is room. Without, the answer is advice: somebody else may take the place meanwhile. */
  consume?: boolean;
  /** Consumed twice under one key counts once. */
  idempotencyKey?: string;
  at?: Date;
}

export interface Decision {
  allowed: boolean;
  reason:
    | "ok"
    | "soft_over"
    | "limit_reached"
    | "feature_not_in_plan"
    | "restricted"
    | "suspended"
    | "unknown_feature";
  limit: Cap;
  used: number;
  remaining: Cap;
  overage: number;
  /** When a metered feature begins anew. */
  resetAt?: Date;
  /** The share of the limit, in percent, that is used up with this. */
  warnAt?: 80 | 100;
  /** Decided by what was known a while ago, because nobody could be asked. */
  stale: boolean;
  /** Of the entitlement it was decided by. */
  version: number;
}

/**
 * Whether a workspace may use a feature, and, with `consume`, uses it. Throws for an unknown feature, and `unavailable`
 * where a hard limit cannot be counted: it is never guessed.
 */
export async function check(tenantId: string, feature: Feature, options: Options = {}): Promise<Decision> {
  const rule = ruleOf(feature);
  const { entitlement, isStale } = await entitlementSnapshot(tenantId);
  const closed = closedBy(entitlement, feature, rule);
  if (closed) return decide(entitlement, { limit: 0, used: 0, isStale }, { allowed: false, reason: closed });
  if (rule.kind === "included") return included(entitlement, feature, isStale);
  if (rule.kind === "metered") return metered(tenantId, feature, entitlement, options);
  return withStore(rule.store, tenantId, (db) =>
    checkCounted(db, tenantId, feature as CountedFeature, options),
  );
}

/**
 * The same for something that is counted, in the caller's own transaction: whoever asks after it waits until that has
 * committed, so that an allowed place is still there when it is taken.
 */
export async function checkCounted(
  db: StoreDb,
  tenantId: string,
  feature: CountedFeature,
  { amount = 1, at = clock.now() }: Options = {},
): Promise<Decision> {
  await lockFeature(db, tenantId, feature);
  const entitlement = await entitlementOf(db, tenantId);
  const closed = closedBy(entitlement, feature, features[feature]);
  const limit = limitOf(entitlement, feature, at);
  const used = await countOf(db, tenantId, feature);
  const allowed = !closed && fits(limit, used, amount);
  const reason = closed ?? (allowed ? "ok" : limit === 0 ? "feature_not_in_plan" : "limit_reached");
  return decide(entitlement, { limit, used, amount }, { allowed, reason });
}

function closedBy({ access }: Entitlement, feature: Feature, rule: Rule): "suspended" | "restricted" | null {
  if (access === "full" || alwaysOpen.includes(feature)) return null;
  if (access === "suspended") return "suspended";
  return rule.staysOpen ? null : "restricted";
}

function included(entitlement: Entitlement, feature: Feature, isStale: boolean): Decision {
  const allowed = capOf(entitlement, feature) === true;
  const figures = { limit: allowed ? ("unlimited" as const) : 0, used: 0, isStale };
  return decide(entitlement, figures, { allowed, reason: allowed ? "ok" : "feature_not_in_plan" });
}

async function metered(
  tenantId: string,
  feature: Feature,
  entitlement: Entitlement,
  { amount = 1, consume = false, idempotencyKey, at = clock.now() }: Options,
): Promise<Decision> {
  const rule = ruleOf(feature);
  if (rule.kind !== "metered") throw new Error(`${feature} is not metered`);
  const limit = limitOf(entitlement, feature, at);
  const limitIn = (period: UsagePeriod) =>
    hardLimitOf(entitlement, feature, { at, billedBefore: period.carried?.[rule.metric]?.billed });
  const wish = { amount, limitIn, idempotencyKey, now: at };
  try {
    const { isAdmitted, used, period } = await withTenant(tenantId, (db) =>
      consume && aggregationOf(rule.metric) !== "last"
        ? consumeUsage(db, tenantId, rule.metric, wish)
        : look(db, tenantId, rule.metric, wish),
    );
    const isOver = limit !== "unlimited" && used > limit;
    const reason = isAdmitted ? (isOver ? "soft_over" : "ok") : "limit_reached";
    const figures = { limit, used, resetAt: period.endsAt };
    return decide(entitlement, figures, { allowed: isAdmitted, reason });
  } catch (cause) {
    if (!isAway(cause)) throw cause;
    if (hardLimitOf(entitlement, feature, { at }) !== null) throw unavailable(cause);
    // It is billed later and refused never: counted in this process until it can be recorded.
    if (consume) countUsage(tenantId, rule.metric, amount);
    return decide(entitlement, { limit, used: 0, isStale: true }, { allowed: true, reason: "ok" });
  }
}

/** What consuming would answer, without doing so. */
async function look(
  db: TenantDb,
  tenantId: string,
  metric: MetricId,
  { amount, limitIn, now }: { amount: number; limitIn(period: UsagePeriod): number | null; now: Date },
) {
  const { used, period } = await usedNow(db, tenantId, metric, now);
  const limit = limitIn(period);
  return { isAdmitted: limit === null || used + amount <= limit, used, period };
}

function decide(
  { version }: Entitlement,
  { limit, used, amount = 0, resetAt, isStale = false }: Figures,
  verdict: Pick<Decision, "allowed" | "reason">,
): Decision {
  const isUnlimited = limit === "unlimited";
  return {
    ...verdict,
    ...{ limit, used, version, stale: isStale },
    remaining: isUnlimited ? limit : Math.max(0, limit - used),
    overage: isUnlimited ? 0 : Math.max(0, used - limit),
    ...(resetAt && { resetAt }),
    ...warning(limit, used + (verdict.allowed ? amount : 0)),
  };
}

interface Figures {
  limit: Cap;
  used: number;
  /** What is not part of `used` yet. */
  amount?: number;
  resetAt?: Date;
  isStale?: boolean;
}

/** The highest share somebody should be warned of. */
export function warning(limit: Cap, used: number): { warnAt?: 80 | 100 } {
  if (limit === "unlimited" || limit === 0 || used < limit * 0.8) return {};
  return { warnAt: used >= limit ? 100 : 80 };
}

const unavailable = (cause: unknown) =>
  new AppError("unavailable", "We cannot count this right now. Please try again in a moment.", { cause });
