import { and, eq, notInArray } from "drizzle-orm";
import { billingSubscriptions } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { isTrialGranted } from "@/lib/billing/trials/trial-grant";

/**
 * Whether a workspace may still try a plan: it never had a subscription that ran, paid or tried, or an operator allows it
 * another one. Whether its people may is for `trials/check-trial.ts` to say.
 */
export async function isTrialOpen(db: WorkspaceDb, tenantId: string): Promise<boolean> {
  if (await isTrialGranted(db, tenantId)) return true;
  const [ran] = await db
    .select({ id: billingSubscriptions.stripeId })
    .from(billingSubscriptions)
    .where(
      and(
        eq(billingSubscriptions.tenantId, tenantId),
        notInArray(billingSubscriptions.status, ["incomplete", "incomplete_expired"]),
      ),
    )
    .limit(1);
  return !ran;
}
