import { and, eq, isNull } from "drizzle-orm";
import { trialGrants } from "@/db/schema/platform";
import type { PlatformDb, WorkspaceDb } from "@/db/tenant";

const isOpen = isNull(trialGrants.subscriptionId);

/** Whether an operator allows this workspace one more trial. */
export async function isTrialGranted(db: WorkspaceDb | PlatformDb, tenantId: string): Promise<boolean> {
  const [grant] = await db
    .select({ tenantId: trialGrants.tenantId })
    .from(trialGrants)
    .where(and(eq(trialGrants.tenantId, tenantId), isOpen));
  return grant !== undefined;
}

/** Uses the grant up for a trial that has begun, and says whether this is a trial that was granted. */
export async function spendTrialGrant(
  db: PlatformDb,
  tenantId: string,
  subscriptionId: string,
): Promise<boolean> {
  await db
    .update(trialGrants)
    .set({ subscriptionId })
    .where(and(eq(trialGrants.tenantId, tenantId), isOpen));
  const [grant] = await db
    .select({ subscriptionId: trialGrants.subscriptionId })
    .from(trialGrants)
    .where(eq(trialGrants.tenantId, tenantId));
  return grant?.subscriptionId === subscriptionId;
}
