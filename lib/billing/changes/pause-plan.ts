import { z } from "zod";
import { pausePlanInput } from "@/lib/billing/schema";
import { pauseSubscription } from "@/lib/billing/stripe/lifecycle";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import { keepPauseEnd, pauseEndOf } from "./pause-end";
import { planCommand } from "./plan-command";
import { first, openInvoice, refuseUnlessSettled } from "./rules";

/**
 * Pauses the plan: nothing is charged, the workspace becomes read-only, and the unused time is credited when it is
 * resumed, which happens by itself on the day that is named. A scheduled change goes, because Stripe pauses nothing that has a schedule.
 */
export const pausePlan = planCommand({
  name: "plan.pause",
  summary: "Pause the plan",
  kind: "pause",
  event: "pause.requested",
  input: pausePlanInput,
  output: z.void(),
  rest: "POST /subscription/pause",
  example: {},
  async prepare({ db, context, subscription }, { until }) {
    refuseUnlessSettled(subscription);
    if (subscription.status === "trialing")
      throw first("A trial cannot be paused. It costs nothing and ends by itself.");
    const endsAt = until === undefined ? null : pauseEndOf(until);
    await keepPauseEnd(db, context.tenant.id, subscription.stripeId, endsAt);
    return { until: until ?? null };
  },
  async ask({ subscriptionId }, keyOf) {
    const standing = await readStanding(subscriptionId);
    if (standing.status === "paused") return;
    refuseUnlessSettled(standing);
    if (standing.openInvoiceId) throw openInvoice();
    if (standing.scheduleId) await releaseSchedule(standing.scheduleId, keyOf("release"));
    await pauseSubscription(subscriptionId, keyOf("pause"));
  },
});
