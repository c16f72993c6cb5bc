import { z } from "zod";
import type { TenantDb } from "@/db/tenant";
import { usedNow } from "@/lib/usage/consume-usage";
import { entitlementOf, limitOf, overrideOf } from "./entitlement";
import { type CountedFeature, features, type MeteredFeature } from "./features";
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
  db: TenantDb,
  tenantId: string,
  feature: CountedFeature | MeteredFeature,
): Promise<FeatureUsage> {
  const entitlement = await entitlementOf(db, tenantId);
  const rule = features[feature];
  return {
    used: rule.kind === "counted" ? await rule.count(db) : (await usedNow(db, tenantId, rule.metric)).used,
    limit: limitOf(entitlement, feature),
    source: overrideOf(entitlement, feature) ? "override" : "plan",
  };
}
