import { z } from "zod";
import { endTrial as endTrialAtStripe } from "@/lib/billing/stripe/lifecycle";
import { readStanding } from "@/lib/billing/stripe/standing";
import { planCommand } from "./plan-command";
import { first, needsCard, refuseEnded, refuseUnlessSettled } from "./rules";

/** Begins the first paid period today. Throws `conflict` without a card, or where the charge fails. */
export const endTrial = planCommand({
  name: "trial.end",
  summary: "End the trial and start the plan today",
  kind: "change",
  event: "trial.end_requested",
  input: z.strictObject({}),
  output: z.void(),
  rest: "POST /subscription/end-trial",
  example: {},
  prepare: ({ subscription }): { trialEnd: "now" } => {
    if (subscription.status !== "trialing") throw first("The trial is over already. Reload the page.");
    refuseUnlessSettled(subscription);
    return { trialEnd: "now" };
  },
  async ask({ subscriptionId }, keyOf) {
    const standing = await readStanding(subscriptionId);
    refuseEnded(standing.status);
    if (standing.status !== "trialing") return;
    if (!standing.hasCard) throw needsCard();
    const ended = await endTrialAtStripe(subscriptionId, keyOf("end-trial"));
    if (ended.status === "trialing")
      throw first("The payment did not go through, so the trial goes on. Update the card, then try again.");
  },
});
