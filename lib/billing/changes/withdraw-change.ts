import { z } from "zod";
import { voidInvoice } from "@/lib/billing/stripe/payment";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import type { TenantContext } from "@/lib/core/context";
import { plans } from "@/lib/entitlements/plans";
import { carryOut } from "./carry-out";
import { type PlanRequest, requestCommand } from "./request";
import { first } from "./rules";

export const requestWithdrawal = requestCommand({
  name: "change.withdraw",
  kind: "schedule",
  event: "change.withdrawn",
  whileRestricted: true,
  input: z.strictObject({}),
  prepare: ({ subscription: { scheduledChange, pendingUpdate } }) => {
    const change = scheduledChange ?? pendingUpdate;
    if (!change) throw first("No change is waiting any more. Reload the page.");
    return { plan: change.plan };
  },
  label: ({ plan }) => plans[plan].name,
});

/** Takes back a change that has not happened yet: one for the end of the period, or one that waits to be paid. */
export function withdrawChange(context: TenantContext, request: PlanRequest<unknown>): Promise<void> {
  return carryOut(context, request, async (keyOf) => {
    const { scheduleId, pendingItems, openInvoiceId } = await readStanding(request.subscriptionId);
    if (scheduleId) await releaseSchedule(scheduleId, keyOf("release"));
    // Stripe drops a pending change together with the invoice it waits for.
    if (pendingItems && openInvoiceId) await voidInvoice(openInvoiceId, keyOf("void"));
  });
}
