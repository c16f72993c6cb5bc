import { z } from "zod";
import { query } from "@/lib/core/operation";
import { entitlementSnapshot, limitOf } from "@/lib/entitlements/entitlement";
import { fits, plans } from "@/lib/entitlements/plans";
import { cap } from "@/lib/entitlements/schema";
import { countProjects } from "./queries";

export const allowance = z.object({
  planName: z.string(),
  limit: cap,
  /** Archived projects count too. */
  used: z.int(),
  isExhausted: z.boolean(),
  /** More active ones than fit, as after a downgrade: the newest of them can only be read. */
  isOver: z.boolean(),
  isNone: z.boolean(),
});
export type Allowance = z.output<typeof allowance>;

/** What the plan, or an exception to it, says about these many projects: as far as a page needs it, from the cache. */
export async function allowanceOf(
  tenantId: string,
  counts: { active: number; archived: number },
): Promise<Allowance> {
  const { entitlement } = await entitlementSnapshot(tenantId);
  const limit = limitOf(entitlement, "projects");
  const used = counts.active + counts.archived;
  return {
    ...{ planName: plans[entitlement.planId].name, limit, used, isNone: used === 0 },
    isExhausted: !fits(limit, used),
    isOver: !fits(limit, counts.active, 0),
  };
}

/** Whether one more project would fit, for who may create it. The command asks again, under its lock. */
export const projectAllowance = query({
  name: "project.allowance",
  summary: "Tell how many projects the plan leaves",
  permission: "projects:write",
  input: z.strictObject({}),
  output: allowance,
  rest: { none: "GET /limits tells it of every limit" },
  example: {},
  run: async (scope) => allowanceOf(scope.context.tenant.id, await countProjects.run(scope, {})),
});
