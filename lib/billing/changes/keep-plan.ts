import { z } from "zod";
import { undoCancellation } from "@/lib/billing/stripe/lifecycle";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first } from "./rules";

export const requestKeeping = requestCommand({
  name: "plan.keep",
  kind: "cancel",
  event: "cancellation.withdrawn",
  whileRestricted: true,
  input: z.strictObject({}),
  prepare: ({ subscription }): { isWithdrawn: true } => {
    if (!subscription.cancelAt) throw first("The plan is not set to end. Reload the page.");
    return { isWithdrawn: true };
  },
});

/** Takes a cancellation back before it takes effect: the plan renews as if nothing had been. */
export function keepPlan(context: TenantContext, request: PlanRequest<unknown>): Promise<void> {
  return carryOut(context, request, async (keyOf) => {
    const { cancelAt } = await readStanding(request.subscriptionId);
    if (cancelAt) await undoCancellation(request.subscriptionId, keyOf("keep"));
  });
}
