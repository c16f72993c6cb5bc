import { sql } from "drizzle-orm";
import type { StoreDb, StoreDbs } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import type { Limit } from "@/lib/core/operation";
import { entitlementOf, limitOf } from "./entitlement";
import { type CountedFeature, countOf, type StoreOf } from "./features";
import { amountOf, featureWords } from "./plan-words";
import { type Cap, fits, type Plan, plans, type ThingWords } from "./plans";
import { entitlementAhead } from "./scheduled";

/**
 * A cap on how many of something a workspace has, such as projects: what the plan says, or an exception made for it.
 * Counted under a lock: of many at once, as many are admitted as fit.
 */
export function counted<F extends CountedFeature>(
  feature: F,
  { holdsAhead = false }: Options = {},
): Limit<StoreDbs[StoreOf<F>]> {
  const words = featureWords[feature];
  return {
    name: feature,
    async admit(db: StoreDb, tenantId, units = 1) {
      await lockFeature(db, tenantId, feature);
      const { plan, ...entitlement } = await entitlementOf(db, tenantId);
      const used = await countOf(db, tenantId, feature);
      const limit = limitOf(entitlement, feature);
      if (!fits(limit, used, units)) throw full(plan, limit, words);
      const ahead = holdsAhead ? await entitlementAhead(db, tenantId, entitlement) : null;
      const later = ahead ? limitOf(ahead, feature) : limit;
      if (ahead && !fits(later, used, units)) throw fullAhead(plans[ahead.planId], later, words);
    },
  };
}

interface Options {
  /** Whether a smaller plan that is scheduled counts already: what is admitted now could not be put away then. */
  holdsAhead?: boolean;
}

/** Whoever counts a feature waits here for the one before, until that has committed. */
export async function lockFeature(db: StoreDb, tenantId: string, feature: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`limit:${tenantId}:${feature}`}, 0))`);
}

const fullAhead = (plan: Plan, limit: Cap, words: ThingWords) =>
  new AppError(
    "limit_exceeded",
    `The scheduled change to ${plan.name} leaves room for ${amountOf(limit, words)}. Withdraw it or change it under Settings, Billing to add more.`,
  );

const full = (plan: Plan, limit: Cap, words: ThingWords) =>
  new AppError(
    "limit_exceeded",
    `The ${plan.name} plan includes ${amountOf(limit, words)}. Upgrade under Settings, Billing to add more.`,
  );
