import { z } from "zod";
import { resumeSubscription } from "@/lib/billing/stripe/lifecycle";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first, needsCard, openInvoice } from "./rules";

export const requestResume = requestCommand({
  name: "plan.resume",
  kind: "resume",
  event: "resume.requested",
  whileRestricted: true,
  input: z.strictObject({}),
  prepare: ({ subscription }) => {
    if (subscription.status !== "paused") throw first("The plan is not paused. Reload the page.");
    return {};
  },
});

/**
 * Begins a new period today, after a pause or a trial that ended without a card. Credit from the pause is used up
 * first. Throws `conflict` where the charge fails: the plan stays paused until that invoice is paid.
 */
export function resumePlan(context: TenantContext, request: PlanRequest): Promise<void> {
  return carryOut(context, request, async (keyOf) => {
    const standing = await readStanding(request.subscriptionId);
    if (standing.status !== "paused") return;
    if (standing.openInvoiceId) throw openInvoice();
    if (!standing.hasCard) throw needsCard();
    const resumed = await resumeSubscription(request.subscriptionId, keyOf("resume"));
    if (resumed.status === "paused")
      throw first("The payment did not go through, so the plan is still paused. Update the card, then pay.");
  });
}
