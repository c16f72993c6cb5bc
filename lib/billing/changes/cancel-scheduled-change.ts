import { z } from "zod";
import { voidInvoice } from "@/lib/billing/stripe/payment";
import { releaseSchedule } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import { plans } from "@/lib/entitlements/plans";
import { planCommand } from "./plan-command";
import { first } from "./rules";

/** Takes back a change that has not happened yet: one for the end of the period, or one that waits to be paid. */
export const cancelScheduledChange = planCommand({
  name: "change.cancel",
  summary: "Withdraw a change of plan that has not happened yet",
  kind: "schedule",
  event: "change.withdrawn",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.void(),
  rest: "POST /subscription/cancel-scheduled-change",
  example: {},
  prepare: ({ subscription: { scheduledChange, pendingUpdate } }) => {
    const change = scheduledChange ?? pendingUpdate;
    if (!change) throw first("No change is waiting any more. Reload the page.");
    return { plan: change.plan };
  },
  label: ({ plan }) => plans[plan].name,
  async ask({ subscriptionId }, keyOf) {
    const { scheduleId, pendingItems, openInvoiceId } = await readStanding(subscriptionId);
    if (scheduleId) await releaseSchedule(scheduleId, keyOf("release"));
    // Stripe drops a pending change together with the invoice it waits for.
    if (pendingItems && openInvoiceId) await voidInvoice(openInvoiceId, keyOf("void"));
  },
});
