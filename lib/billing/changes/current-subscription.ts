import type { WorkspaceDb } from "@/db/tenant";
import { findSubscription, type PaidSubscription } from "@/lib/billing/find-subscription";
import { liveStatuses } from "@/lib/billing/sync/access";
import { AppError } from "@/lib/core/errors";

/** The subscription a workspace lives by, and who pays for it. Throws `conflict` where there is none. */
export async function currentSubscription(db: WorkspaceDb, tenantId: string): Promise<PaidSubscription> {
  const live = await findSubscription(db, tenantId, liveStatuses);
  if (!live)
    throw new AppError("conflict", "This workspace has no paid plan. Choose one under Settings, Billing.");
  return live;
}
