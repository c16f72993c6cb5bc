import { type WorkspaceDb, withWorkspace } from "@/db/tenant";
import { findSubscription } from "@/lib/billing/find-subscription";
import { type PlanId, plans } from "@/lib/entitlements/plans";

/** A workspace whose use is billed, as the last sync left it. */
export interface BilledWorkspace {
  tenantId: string;
  customerId: string;
  subscriptionId: string;
  plan: PlanId;
  trialEnd: Date | null;
  /** Null until the item that bills the use is on the subscription. */
  period: { startsAt: Date; endsAt: Date } | null;
}

/** The statuses in which use is billed: nobody pays for it in the others, or nothing can be used. */
const billedStatuses = ["trialing", "active", "past_due"];

/** Finds what a workspace is billed by; null where its plan bills no use, or it has none. */
export function findBilled(tenantId: string): Promise<BilledWorkspace | null> {
  return withWorkspace(tenantId, (db) => readBilled(db, tenantId), { isReadOnly: true });
}

async function readBilled(db: WorkspaceDb, tenantId: string): Promise<BilledWorkspace | null> {
  const subscription = await findSubscription(db, tenantId, billedStatuses);
  const plan = subscription?.plan;
  if (!plan || plans[plan].apiOverage === null) return null;
  const { stripeId: subscriptionId, usagePeriodStart: startsAt, usagePeriodEnd: endsAt } = subscription;
  return {
    ...{ tenantId, customerId: subscription.customerId, subscriptionId, plan },
    trialEnd: subscription.trialEnd,
    period: startsAt && endsAt ? { startsAt, endsAt } : null,
  };
}
