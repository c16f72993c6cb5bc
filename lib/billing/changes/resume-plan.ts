import { z } from "zod";
import { resumeSubscription } from "@/lib/billing/stripe/lifecycle";
import { readStanding } from "@/lib/billing/stripe/standing";
import { planCommand } from "./plan-command";
import { first, needsCard, openInvoice, refuseEnded } from "./rules";

/**
 * Begins a new period today, after a pause or a trial that ended without a card. Credit from the pause is used up
 * first. Throws `conflict` where the charge fails: the plan stays paused until that invoice is paid.
 */
export const resumePlan = planCommand({
  name: "plan.resume",
  summary: "Resume the paused plan",
  kind: "resume",
  event: "resume.requested",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.void(),
  rest: "POST /subscription/resume",
  example: {},
  prepare: ({ subscription }) => {
    if (subscription.status !== "paused") throw first("The plan is not paused. Reload the page.");
    return {};
  },
  async ask({ subscriptionId }, keyOf) {
    const standing = await readStanding(subscriptionId);
    refuseEnded(standing.status);
    if (standing.status !== "paused") return;
    if (standing.openInvoiceId) throw openInvoice();
    if (!standing.hasCard) throw needsCard();
    const resumed = await resumeSubscription(subscriptionId, keyOf("resume"));
    if (resumed.status === "paused")
      throw first("The payment did not go through, so the plan is still paused. Update the card, then pay.");
  },
});
