import { z } from "zod";
import { isTenants, type StoreDb } from "@/db/tenant";
import { usedNow } from "@/lib/usage/consume-usage";
import { type Entitlement, entitlementOf, limitOf, overrideOf } from "./entitlement";
import { type CountedFeature, countOf, features, type MeteredFeature } from "./features";
import { cap } from "./schema";

/** How much of a feature there is, how much there may be, and who says so. In the units it is counted or measured in. */
export const featureUsage = z.object({
  used: z.number(),
  limit: cap,
  source: z.enum(["plan", "override"]),
});
export type FeatureUsage = z.output<typeof featureUsage>;

/** The one answer to "how many of how many", for pages and interfaces alike: exceptions count, and what is archived. */
export async function usageOf(
  db: StoreDb,
  tenantId: string,
  feature: CountedFeature | MeteredFeature,
): Promise<FeatureUsage> {
  return usageUnder(db, tenantId, await entitlementOf(db, tenantId), feature);
}

/** The same for several, by one look at what the workspace is entitled to, or by what a page has in the cache. */
export async function usageOfEach<F extends CountedFeature | MeteredFeature>(
  db: StoreDb,
  tenantId: string,
  wanted: readonly F[],
  known?: Entitlement,
): Promise<(readonly [F, FeatureUsage])[]> {
  const entitlement = known ?? (await entitlementOf(db, tenantId));
  const found: (readonly [F, FeatureUsage])[] = [];
  for (const feature of wanted) found.push([feature, await usageUnder(db, tenantId, entitlement, feature)]);
  return found;
}

async function usageUnder(
  db: StoreDb,
  tenantId: string,
  entitlement: Entitlement,
  feature: CountedFeature | MeteredFeature,
): Promise<FeatureUsage> {
  return {
    used: await usedOf(db, tenantId, feature),
    limit: limitOf(entitlement, feature),
    source: overrideOf(entitlement, feature) ? "override" : "plan",
  };
}

async function usedOf(
  db: StoreDb,
  tenantId: string,
  feature: CountedFeature | MeteredFeature,
): Promise<number> {
  const rule = features[feature];
  if (rule.kind === "counted") return countOf(db, tenantId, feature as CountedFeature);
  if (!isTenants(db)) throw new Error(`${feature} is measured in the workspace's own store`);
  return (await usedNow(db, tenantId, rule.metric)).used;
}
