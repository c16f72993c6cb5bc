import { z } from "zod";
import type { PaidSubscription } from "@/lib/billing/find-subscription";
import { moveTrialEnd } from "@/lib/billing/stripe/operations";
import { AppError } from "@/lib/core/errors";
import { days as daysMs } from "@/lib/platform/clock";
import { instant } from "@/lib/platform/instant";
import { operatorCommand } from "./operator-command";
import { runningSubscription } from "./running-subscription";
import { extendTrialInput } from "./schema";

/** Gives a running trial more days, counted from its present end. Throws `conflict` without a trial. */
export const extendTrial = operatorCommand({
  name: "trial.extend",
  summary: "Extend a running trial",
  event: "trial.extended",
  input: extendTrialInput,
  output: z.object({ trialEnd: instant }),
  example: { slug: "acme", days: 14, reason: "They asked for two more weeks" },
  async find(db, tenantId) {
    const running = await runningSubscription(db, tenantId);
    return { ...running, endsAt: endOfTrial(running.subscription) };
  },
  async ask({ subscription, endsAt }, { days }, key) {
    const trialEnd = new Date(endsAt.getTime() + daysMs(days));
    await moveTrialEnd(subscription.stripeId, trialEnd, key);
    return { trialEnd };
  },
  data: (_target, { days }) => ({ days: String(days) }),
});

function endOfTrial({ status, trialEnd }: PaidSubscription): Date {
  if (status !== "trialing" || !trialEnd) throw new AppError("conflict", "This workspace is not on a trial.");
  return trialEnd;
}
