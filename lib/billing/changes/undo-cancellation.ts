import { z } from "zod";
import { removeCancellation } from "@/lib/billing/stripe/lifecycle";
import { readStanding } from "@/lib/billing/stripe/standing";
import { planCommand } from "./plan-command";
import { first, refuseEnded } from "./rules";

/**
 * Takes a cancellation back before it takes effect: the plan renews as if nothing had been. Throws `conflict` where it has
 * ended meanwhile.
 */
export const undoCancellation = planCommand({
  name: "plan.undo_cancellation",
  summary: "Keep the plan that was set to end",
  kind: "cancel",
  event: "cancellation.withdrawn",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.void(),
  rest: "POST /subscription/undo-cancellation",
  example: {},
  prepare: ({ subscription }): { isWithdrawn: true } => {
    if (!subscription.cancelAt) throw first("The plan is not set to end. Reload the page.");
    return { isWithdrawn: true };
  },
  async ask({ subscriptionId }, keyOf) {
    const { status, cancelAt } = await readStanding(subscriptionId);
    refuseEnded(status);
    if (cancelAt) await removeCancellation(subscriptionId, keyOf("keep"));
  },
});
