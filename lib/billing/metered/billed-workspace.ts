import { type WorkspaceDb, withWorkspace } from "@/db/tenant";
import { findSubscription } from "@/lib/billing/find-subscription";
import { type Plan, type PlanId, plans } from "@/lib/entitlements/plans";

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
export const findBilled = (tenantId: string): Promise<BilledWorkspace | null> =>
  find(tenantId, ({ apiOverage }) => apiOverage !== null);

/** The same of one that has a plan which bills no use. */
export const findUnbilled = (tenantId: string): Promise<BilledWorkspace | null> =>
  find(tenantId, ({ apiOverage }) => apiOverage === null);

/** The same of one that is paused: its period ends with the pause. */
export const findPaused = (tenantId: string): Promise<BilledWorkspace | null> =>
  find(tenantId, ({ apiOverage }) => apiOverage !== null, ["paused"]);

function find(
  tenantId: string,
  isWanted: (plan: Plan) => boolean,
  statuses = billedStatuses,
): Promise<BilledWorkspace | null> {
  const read = async (db: WorkspaceDb) => {
    const subscription = await findSubscription(db, tenantId, statuses);
    const plan = subscription?.plan;
    if (!plan || !isWanted(plans[plan])) return null;
    const { stripeId: subscriptionId, usagePeriodStart: startsAt, usagePeriodEnd: endsAt } = subscription;
    return {
      ...{ tenantId, customerId: subscription.customerId, subscriptionId, plan },
      trialEnd: subscription.trialEnd,
      period: startsAt && endsAt ? { startsAt, endsAt } : null,
    };
  };
  return withWorkspace(tenantId, read, { isReadOnly: true });
}
