import type { Operation, Scene } from "../operations";

const LIVE = ["active", "trialing", "past_due", "unpaid", "paused"] as const;

/** What stops a subscription, for a while or for good, and what takes that back. */
export const ending: readonly Operation[] = [
  { name: "pause", weight: 3, stages: ["active", "past_due"], run: pause },
  { name: "resume", weight: 10, stages: ["paused"], run: resume },
  {
    name: "cancel at the period's end",
    weight: 3,
    stages: ["active", "trialing", "past_due"],
    run: cancelLater,
  },
  { name: "cancel undone", weight: 3, stages: ["active", "trialing", "past_due"], run: undoCancel },
  { name: "cancel now", weight: 1, stages: LIVE, run: cancelNow },
  { name: "collection holiday", weight: 1, stages: ["active"], run: beginHoliday },
  { name: "collection holiday over", weight: 1, stages: ["active"], run: endHoliday },
  { name: "customer deleted", weight: 0.05, stages: ["none", ...LIVE], run: deleteCustomer },
];

function pause({ world, subscription, random }: Scene) {
  return world.stripe.subscriptions.pause(subscription?.id ?? "", {
    type: "subscription",
    invoicing_behavior: random.chance(0.7) ? "pending_invoice_item" : "invoice",
  });
}

function resume({ world, subscription, random }: Scene) {
  return world.stripe.subscriptions.resume(subscription?.id ?? "", {
    billing_cycle_anchor: { type: random.chance(0.8) ? "now" : "unchanged" },
    payment_behavior: random.chance(0.7) ? "resume_on_payment_success" : "resume_on_payment_attempt",
  });
}

function cancelLater({ world, subscription, random }: Scene) {
  return world.stripe.subscriptions.update(subscription?.id ?? "", {
    ...(random.chance(0.7) ? { cancel_at: "max_period_end" } : { cancel_at_period_end: true }),
    cancellation_details: { feedback: "too_expensive" },
  });
}

function undoCancel({ world, subscription }: Scene) {
  if (!subscription || (subscription.cancel_at === null && !subscription.cancel_at_period_end)) return null;
  const undone = subscription.cancel_at_period_end
    ? { cancel_at_period_end: false }
    : { cancel_at: "" as const };
  return world.stripe.subscriptions.update(subscription.id, undone);
}

function cancelNow({ world, subscription, random }: Scene) {
  const settles = random.chance(0.5);
  return world.stripe.subscriptions.cancel(subscription?.id ?? "", {
    prorate: settles,
    invoice_now: settles,
  });
}

function beginHoliday({ world, subscription, random }: Scene) {
  return world.stripe.subscriptions.update(subscription?.id ?? "", {
    pause_collection: {
      behavior: random.pick(["void", "keep_as_draft", "mark_uncollectible"]),
      ...(random.chance(0.5) ? { resumes_at: nowOf(subscription) + 40 * 86_400 } : {}),
    },
  });
}

function endHoliday({ world, subscription }: Scene) {
  if (!subscription?.pause_collection) return null;
  return world.stripe.subscriptions.update(subscription.id, { pause_collection: "" });
}

function deleteCustomer({ world, customer }: Scene) {
  return world.stripe.customers.del(customer);
}

function nowOf(subscription: Scene["subscription"]): number {
  return subscription?.items.data[0]?.current_period_start ?? 0;
}
