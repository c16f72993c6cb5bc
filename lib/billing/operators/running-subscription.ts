import type { PlatformDb } from "@/db/tenant";
import { findSubscription, type PaidSubscription } from "@/lib/billing/find-subscription";
import { liveStatuses } from "@/lib/billing/sync/access";
import { AppError } from "@/lib/core/errors";
import { planNameOf } from "@/lib/entitlements/plan-words";
import type { Target } from "./operator-command";

/** The subscription a workspace lives by, for a deed on it. Throws `conflict` where none is running. */
export async function runningSubscription(
  db: PlatformDb,
  tenantId: string,
): Promise<Target & { subscription: PaidSubscription }> {
  const subscription = await findSubscription(db, tenantId, liveStatuses);
  if (!subscription) throw new AppError("conflict", "This workspace has no running subscription.");
  const { customerId, stripeId, plan } = subscription;
  return { customerId, subject: { id: stripeId, label: planNameOf(plan) }, subscription };
}
