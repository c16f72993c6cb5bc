import { z } from "zod";
import { pauseSubscription } from "@/lib/billing/stripe/lifecycle";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first, openInvoice, refuseUnlessSettled } from "./rules";

export const requestPause = requestCommand({
  name: "plan.pause",
  kind: "pause",
  event: "pause.requested",
  input: z.strictObject({}),
  prepare: ({ subscription }) => {
    refuseUnlessSettled(subscription);
    if (subscription.status === "trialing")
      throw first("A trial cannot be paused. It costs nothing and ends by itself.");
    return {};
  },
});

/**
 * Pauses the plan: nothing is charged, the workspace becomes read-only, and the unused time is credited when it is
 * resumed. A scheduled change goes, because Stripe pauses nothing that has a schedule.
 */
export function pausePlan(context: TenantContext, request: PlanRequest): Promise<void> {
  return carryOut(context, request, async (keyOf) => {
    const standing = await readStanding(request.subscriptionId);
    if (standing.status === "paused") return;
    refuseUnlessSettled(standing);
    if (standing.openInvoiceId) throw openInvoice();
    if (standing.scheduleId) await releaseSchedule(standing.scheduleId, keyOf("release"));
    await pauseSubscription(request.subscriptionId, keyOf("pause"));
  });
}
