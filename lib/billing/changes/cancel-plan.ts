import type { CancelFeedback } from "@/lib/billing/cancel-words";
import { cancelPlanInput } from "@/lib/billing/schema";
import { cancelAtPeriodEnd, cancelNow } from "@/lib/billing/stripe/lifecycle";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";

type Reason = { feedback: CancelFeedback | null; comment: string | null };

export const requestCancellation = requestCommand({
  name: "plan.cancel",
  kind: "cancel",
  event: "cancellation.requested",
  whileRestricted: true,
  input: cancelPlanInput,
  prepare: (_scope, { feedback, comment }): Reason => ({
    feedback: feedback ?? null,
    comment: comment ?? null,
  }),
});

/**
 * Ends the plan when the paid period ends; a paused one, which has no period, at once. A scheduled change is dropped:
 * it would begin on the day there is nothing left to change.
 */
export function cancelPlan(context: TenantContext, request: PlanRequest<Reason>): Promise<void> {
  const { subscriptionId, params } = request;
  return carryOut(context, request, async (keyOf) => {
    const { status, scheduleId } = await readStanding(subscriptionId);
    if (status === "canceled") return;
    if (scheduleId) await releaseSchedule(scheduleId, keyOf("release"));
    const cancel = status === "paused" ? cancelNow : cancelAtPeriodEnd;
    await cancel(subscriptionId, params, keyOf("cancel"));
  });
}
