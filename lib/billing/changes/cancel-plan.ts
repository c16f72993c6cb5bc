import { z } from "zod";
import type { CancelFeedback } from "@/lib/billing/cancel-words";
import { cancelPlanInput } from "@/lib/billing/schema";
import { cancelAtPeriodEnd, cancelNow } from "@/lib/billing/stripe/lifecycle";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import { isEnded } from "@/lib/billing/sync/access";
import { planCommand } from "./plan-command";

type Reason = { feedback: CancelFeedback | null; comment: string | null };

/**
 * Ends the plan when the paid period ends; a paused one, which has no period, at once. A scheduled change is dropped:
 * it would begin on the day there is nothing left to change.
 */
export const cancelPlan = planCommand({
  name: "plan.cancel",
  summary: "Cancel the plan",
  kind: "cancel",
  event: "cancellation.requested",
  allowedWhenReadOnly: true,
  input: cancelPlanInput,
  output: z.void(),
  rest: "POST /subscription/cancel",
  example: { feedback: "unused" },
  prepare: (_scope, { feedback, comment }): Reason => ({
    feedback: feedback ?? null,
    comment: comment ?? null,
  }),
  async ask({ subscriptionId, params }, keyOf) {
    const { status, scheduleId } = await readStanding(subscriptionId);
    if (isEnded(status)) return;
    if (scheduleId) await releaseSchedule(scheduleId, keyOf("release"));
    const cancel = status === "paused" ? cancelNow : cancelAtPeriodEnd;
    await cancel(subscriptionId, params, keyOf("cancel"));
  },
});
