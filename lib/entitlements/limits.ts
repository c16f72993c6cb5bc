import { sql } from "drizzle-orm";
import type { TenantDb } from "@/db/tenant";
import type { Limit } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { countOf } from "./counts";
import { entitlementOf, limitOf } from "./entitlement";
import type { CountedFeature } from "./features";
import { type Cap, fits, type Plan } from "./plans";

export { entitlementOf, limitOf } from "./entitlement";

/**
 * A cap on how many of something a workspace has, such as projects: what the plan says, or an exception made for it.
 * Counted under a lock: of many at once, as many are admitted as fit.
 */
export function counted(feature: CountedFeature, noun: (limit: Cap) => string): Limit {
  return {
    name: feature,
    async admit(db, tenantId) {
      await lockFeature(db, tenantId, feature);
      const entitlement = await entitlementOf(db, tenantId);
      const limit = limitOf(entitlement, feature);
      if (!fits(limit, await countOf(db, feature))) throw full(entitlement.plan, limit, noun(limit));
    },
  };
}

/** Whoever counts a feature waits here for the one before, until that has committed. */
export async function lockFeature(db: TenantDb, tenantId: string, feature: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`limit:${tenantId}:${feature}`}, 0))`);
}

const full = (plan: Plan, limit: Cap, noun: string) =>
  new AppError(
    "limit_exceeded",
    `The ${plan.name} plan includes ${limit} ${noun}. Upgrade under Settings, Billing to add more.`,
  );
