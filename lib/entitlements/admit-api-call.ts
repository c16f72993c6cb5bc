import { AppError } from "@/lib/core/errors";
import { countUsage } from "@/lib/usage/count-usage";
import { check } from "./check";
import { entitlementSnapshot, limitOf } from "./entitlement";
import { features } from "./features";
import { plans } from "./plans";

/**
 * Counts one call of the API. Where the plan bills what is over its quota, calls are added up in this process; where the
 * quota is hard, each is taken from it in the database. Throws `limit_exceeded`.
 */
export async function admitApiCall(tenantId: string): Promise<void> {
  const { entitlement } = await entitlementSnapshot(tenantId);
  const isSoft = features.apiCalls.isSoft(plans[entitlement.planId]);
  if (isSoft || limitOf(entitlement, "apiCalls") === "unlimited") return countUsage(tenantId, "apiCalls");
  const { allowed, limit, resetAt } = await check(tenantId, "apiCalls", { consume: true });
  if (allowed) return;
  const until = resetAt?.toISOString().slice(0, 10);
  throw new AppError(
    "limit_exceeded",
    `The plan includes ${limit.toLocaleString("en")} API calls a month and they are used up. They begin anew on ${until}.`,
  );
}
