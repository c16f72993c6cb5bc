import { z } from "zod";
import { endTrial } from "@/lib/billing/stripe/lifecycle";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first, needsCard, refuseUnlessSettled } from "./rules";

export const requestTrialEnd = requestCommand({
  name: "trial.end",
  kind: "change",
  event: "trial.end_requested",
  input: z.strictObject({}),
  prepare: ({ subscription }): { trialEnd: "now" } => {
    if (subscription.status !== "trialing") throw first("The trial is over already. Reload the page.");
    refuseUnlessSettled(subscription);
    return { trialEnd: "now" };
  },
});

/** Begins the first paid period today. Throws `conflict` without a card, or where the charge fails. */
export function endTrialNow(context: TenantContext, request: PlanRequest<unknown>): Promise<void> {
  return carryOut(context, request, async (keyOf) => {
    const standing = await readStanding(request.subscriptionId);
    if (standing.status !== "trialing") return;
    if (!standing.hasCard) throw needsCard();
    const ended = await endTrial(request.subscriptionId, keyOf("end-trial"));
    if (ended.status === "trialing")
      throw first("The payment did not go through, so the trial goes on. Update the card, then try again.");
  });
}
