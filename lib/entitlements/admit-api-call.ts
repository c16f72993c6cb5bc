import { AppError } from "@/lib/core/errors";
import { countUsage } from "@/lib/usage/count-usage";
import { check } from "./check";
import { entitlementSnapshot } from "./entitlement";
import { features } from "./features";
import { hardLimitOf } from "./overage";
import { plans } from "./plans";

/**
 * Counts one call of the API. Where the plan bills what is over its quota, calls are added up in this process; where the
 * quota is hard, or the workspace caps what it spends, each is taken from it in the database. Throws `limit_exceeded`.
 */
export async function admitApiCall(tenantId: string): Promise<void> {
  const { entitlement } = await entitlementSnapshot(tenantId);
  if (hardLimitOf(entitlement, "apiCalls") === null) return countUsage(tenantId, "apiCalls");
  const { allowed, limit, resetAt } = await check(tenantId, "apiCalls", { consume: true });
  if (allowed) return;
  const until = resetAt?.toISOString().slice(0, 10);
  const included = `${limit.toLocaleString("en")} API calls a month`;
  throw new AppError(
    "limit_exceeded",
    features.apiCalls.isSoft(plans[entitlement.planId])
      ? `The plan includes ${included}, and the workspace’s spending limit allows no more beyond them. They begin anew on ${until}.`
      : `The plan includes ${included} and they are used up. They begin anew on ${until}.`,
  );
}
