import { z } from "zod";
import { pauseSubscription } from "@/lib/billing/stripe/lifecycle";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import { planCommand } from "./plan-command";
import { first, openInvoice, refuseUnlessSettled } from "./rules";

/**
 * Pauses the plan: nothing is charged, the workspace becomes read-only, and the unused time is credited when it is
 * resumed. A scheduled change goes, because Stripe pauses nothing that has a schedule.
 */
export const pausePlan = planCommand({
  name: "plan.pause",
  summary: "Pause the plan",
  kind: "pause",
  event: "pause.requested",
  input: z.strictObject({}),
  output: z.void(),
  rest: "POST /subscription/pause",
  example: {},
  prepare: ({ subscription }) => {
    refuseUnlessSettled(subscription);
    if (subscription.status === "trialing")
      throw first("A trial cannot be paused. It costs nothing and ends by itself.");
    return {};
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
