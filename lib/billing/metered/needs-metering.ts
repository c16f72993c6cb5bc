import type { SubscriptionState } from "@/lib/billing/sync/states";

type Terms = Pick<SubscriptionState, "stripeId" | "status" | "plan" | "meteredItemId" | "usagePeriodStart">;

/** Whether a sync changed anything that use is billed by: the plan, its item, or the period, at every renewal. */
export function needsMetering(
  before: { subscriptions: Terms[] },
  after: { subscriptions: Terms[] },
): boolean {
  return signature(before.subscriptions) !== signature(after.subscriptions);
}

const signature = (rows: Terms[]): string =>
  rows
    .map(({ stripeId, status, plan, meteredItemId, usagePeriodStart }) =>
      [stripeId, status, plan, meteredItemId, usagePeriodStart?.getTime()].join(),
    )
    .toSorted()
    .join(";");
