import type { TenantDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import type { WithinLimit } from "@/lib/core/operation";
import { entitlementOf, limitOf } from "./entitlement";
import { features, type RowFeature } from "./features";
import { lockFeature } from "./limits";
import { amountOf, capitalized, featureWords, makingRoom } from "./plan-words";
import type { Cap } from "./plans";
import { beyondAmong, countActive, isWithin } from "./rows";

/**
 * After a downgrade nothing is deleted: the oldest in use, as many as the plan holds, can be changed, and the newer ones can
 * only be read. Putting one away or deleting it lets the next in line take its place: so the owner chooses. Of many at once
 * that come back into one free place, one does.
 */
export const withinPlan = (feature: RowFeature): WithinLimit => ({
  async requireWithin(db, tenantId, id) {
    await lockFeature(db, tenantId, feature);
    const { plan, ...entitlement } = await entitlementOf(db, tenantId);
    const limit = limitOf(entitlement, feature);
    if (await isWithin(db, tenantId, features[feature].rows, { id, limit })) return;
    const words = featureWords[feature];
    throw new AppError(
      "limit_exceeded",
      `The ${plan.name} plan includes ${amountOf(limit, words)}, so this one is read-only. ${capitalized(makingRoom(words))} others, or upgrade under Settings, Billing.`,
    );
  },
});

/** How many can only be read under a cap: those in use for which it has no room. */
export async function countReadOnly(db: TenantDb, feature: RowFeature, limit: Cap): Promise<number> {
  return limit === "unlimited" ? 0 : Math.max(0, (await countActive(db, features[feature].rows)) - limit);
}

/** Which of these can only be read, because the plan, or an exception to it, has room for fewer. */
export async function readOnlyAmong(
  db: TenantDb,
  tenantId: string,
  feature: RowFeature,
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const limit = limitOf(await entitlementOf(db, tenantId), feature);
  return beyondAmong(db, tenantId, features[feature].rows, { ids, limit });
}
