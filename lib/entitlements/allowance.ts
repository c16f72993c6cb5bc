import { z } from "zod";
import { requirePermission } from "@/lib/core/access";
import { query } from "@/lib/core/operation";
import { entitlementSnapshot, limitOf } from "./entitlement";
import { type CountableFeature, countableFeatures, countOf, features, isRowFeature } from "./features";
import { fits, plans } from "./plans";
import { countActive } from "./rows";
import { cap } from "./schema";

export const allowance = z.object({
  feature: z.enum(countableFeatures),
  planName: z.string(),
  limit: cap,
  /** What is put away counts too. */
  used: z.int(),
  isExhausted: z.boolean(),
  /** More in use than fit, as after a downgrade: the newest of them can only be read. */
  isOver: z.boolean(),
});
export type Allowance = z.output<typeof allowance>;

/** What the plan, or an exception to it, says about this many: as far as a page needs it, from the cache. */
export async function allowanceOf(
  tenantId: string,
  feature: CountableFeature,
  { used, active }: { used: number; active: number },
): Promise<Allowance> {
  const { entitlement } = await entitlementSnapshot(tenantId);
  const limit = limitOf(entitlement, feature);
  return {
    ...{ feature, planName: plans[entitlement.planId].name, limit, used },
    isExhausted: !fits(limit, used),
    isOver: !fits(limit, active, 0),
  };
}

/** Whether one more would fit, for who may add it: what a page asks before it offers to. The command asks again, under its lock. */
export const getAllowance = query({
  name: "limit.get",
  summary: "Tell how many of something the plan leaves",
  permission: "workspace:read",
  input: z.strictObject({ feature: z.enum(countableFeatures) }),
  output: allowance,
  rest: "GET /limits/{feature}",
  example: { feature: "projects" },
  async run({ db, context }, { feature }) {
    requirePermission(context, features[feature].addedBy);
    const used = await countOf(db, context.tenant.id, feature);
    const active = isRowFeature(feature) ? await countActive(db, features[feature].rows) : used;
    return allowanceOf(context.tenant.id, feature, { used, active });
  },
});
