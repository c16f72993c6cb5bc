import type { CancelFeedback } from "@/lib/billing/cancel-words";
import { withStripe } from "./client";
import { expanded, type Standing, standingOf } from "./standing";

/** Stops a subscription: unused time becomes credit on the invoice that resumes it. */
export async function pauseSubscription(subscriptionId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) =>
    stripe.subscriptions.pause(
      subscriptionId,
      {
        type: "subscription",
        bill_for: { unused_time_from: { type: "now" }, outstanding_usage_through: { type: "now" } },
        invoicing_behavior: "pending_invoice_item",
      },
      { idempotencyKey },
    ),
  );
}

/** Begins a new period. It stays paused, which the answer says, where the first invoice is not paid. */
export async function resumeSubscription(subscriptionId: string, idempotencyKey: string): Promise<Standing> {
  const params = {
    billing_cycle_anchor: { type: "now" as const },
    payment_behavior: "resume_on_payment_success" as const,
    expand: [...expanded],
  };
  return withStripe(async (stripe) =>
    standingOf(stripe, await stripe.subscriptions.resume(subscriptionId, params, { idempotencyKey })),
  );
}

interface Reason {
  feedback: CancelFeedback | null;
  comment: string | null;
}

/** Sets the end at the last period's end. `cancel_at_period_end` would be ambiguous where intervals are mixed. */
export async function cancelAtPeriodEnd(
  subscriptionId: string,
  { feedback, comment }: Reason,
  idempotencyKey: string,
): Promise<void> {
  const cancellation_details = { feedback: feedback ?? "", comment: comment ?? "" } as const;
  await withStripe((stripe) =>
    stripe.subscriptions.update(
      subscriptionId,
      { cancel_at: "max_period_end", cancellation_details },
      { idempotencyKey },
    ),
  );
}

/** Ends a subscription that stands still anyway. What it is owed becomes credit of the customer. */
export async function cancelNow(
  subscriptionId: string,
  { feedback, comment }: Reason,
  idempotencyKey: string,
): Promise<void> {
  const cancellation_details = { feedback: feedback ?? "", comment: comment ?? "" } as const;
  await withStripe((stripe) =>
    stripe.subscriptions.cancel(
      subscriptionId,
      { cancellation_details, invoice_now: true, prorate: false },
      { idempotencyKey },
    ),
  );
}

/** Takes the end back, whichever of Stripe's two ways of setting it was used: each is unset by itself alone. */
export async function removeCancellation(subscriptionId: string, idempotencyKey: string): Promise<void> {
  await withStripe(async (stripe) => {
    const { cancel_at_period_end: isAtPeriodEnd } = await stripe.subscriptions.retrieve(subscriptionId);
    const unset = isAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" as const };
    const params = { ...unset, cancellation_details: { feedback: "" as const, comment: "" as const } };
    await stripe.subscriptions.update(subscriptionId, params, { idempotencyKey });
  });
}

/** Begins the first paid period today. The trial goes on, which the answer says, where the charge fails. */
export async function endTrial(subscriptionId: string, idempotencyKey: string): Promise<Standing> {
  const params = {
    trial_end: "now" as const,
    payment_behavior: "pending_if_incomplete" as const,
    expand: [...expanded],
  };
  return withStripe(async (stripe) =>
    standingOf(stripe, await stripe.subscriptions.update(subscriptionId, params, { idempotencyKey })),
  );
}
