import type { z } from "zod";
import type { PaidSubscription } from "@/lib/billing/find-subscription";
import { moveTrialEnd } from "@/lib/billing/stripe/operations";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse";
import { days as daysMs } from "@/lib/platform/clock";
import { operate } from "./operation";
import { extendTrialInput } from "./schema";

/** Gives a running trial more days, counted from its present end. Returns the new end. Throws `conflict` without a trial. */
export async function extendTrial(
  context: PlatformContext,
  input: z.input<typeof extendTrialInput>,
): Promise<Date> {
  const { slug, days, reason } = parseInput(extendTrialInput, input);
  const subscription = await operate(context, {
    slug,
    reason,
    event: "trial.extended",
    data: { days: String(days) },
    admit: endOfTrial,
    ask: (subscription, key) => moveTrialEnd(subscription.stripeId, extended(subscription, days), key),
  });
  return extended(subscription, days);
}

const extended = (subscription: PaidSubscription, days: number): Date =>
  new Date(endOfTrial(subscription).getTime() + daysMs(days));

function endOfTrial({ status, trialEnd }: PaidSubscription): Date {
  if (status !== "trialing" || !trialEnd) throw new AppError("conflict", "This workspace is not on a trial.");
  return trialEnd;
}
