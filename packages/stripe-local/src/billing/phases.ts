import type { Sandbox } from "../sandbox.js";
import type { Schedule, Subscription, SubscriptionItem } from "../types.js";
import { changeSubscription } from "./changing.js";
import { newDiscount, setDiscounts } from "./discounts.js";
import { endSubscription } from "./ending.js";
import { newItem } from "./items.js";
import { billUsage } from "./proration.js";

type Phase = Schedule["phases"][number];

/** The current phase is over: the next one's items take effect, or the schedule has run its course. */
export function enterNextPhase(sandbox: Sandbox, id: string): void {
  const schedule = sandbox.store.get("subscription_schedule", id);
  const index = schedule.phases.findIndex((phase) => phase.start_date === schedule.current_phase?.start_date);
  const next = schedule.phases[index + 1];
  if (next) beginPhase(sandbox, schedule, next);
  else finishSchedule(sandbox, schedule);
}

function beginPhase(sandbox: Sandbox, { id, subscription }: Schedule, next: Phase): void {
  sandbox.store.change("subscription_schedule", id, {
    current_phase: { start_date: next.start_date, end_date: next.end_date },
  });
  if (subscription) applyPhase(sandbox, subscription, next);
}

/** Lets the subscription go on without the schedule. */
export function releaseSchedule(sandbox: Sandbox, schedule: Schedule): Schedule {
  const released = sandbox.store.change("subscription_schedule", schedule.id, {
    status: "released",
    released_at: sandbox.nowOf(schedule.customer),
    released_subscription: schedule.subscription,
    subscription: null,
    current_phase: null,
  });
  if (schedule.subscription) sandbox.store.change("subscription", schedule.subscription, { schedule: null });
  sandbox.emit("subscription_schedule.released", released);
  return released;
}

function finishSchedule(sandbox: Sandbox, schedule: Schedule): void {
  if (schedule.end_behavior === "cancel" && schedule.subscription) {
    const { subscription } = schedule;
    sandbox.store.change("subscription", subscription, { schedule: null });
    completeSchedule(sandbox, schedule);
    endSubscription(sandbox, subscription, "cancellation_requested");
  } else releaseSchedule(sandbox, schedule);
}

function completeSchedule(sandbox: Sandbox, schedule: Schedule): void {
  const completed = sandbox.store.change("subscription_schedule", schedule.id, {
    status: "completed",
    completed_at: sandbox.nowOf(schedule.customer),
    current_phase: null,
  });
  sandbox.emit("subscription_schedule.completed", completed);
}

function applyPhase(sandbox: Sandbox, id: string, phase: Phase): void {
  const subscription = sandbox.store.get("subscription", id);
  const items = phase.items.map((wanted) => phaseItem(sandbox, subscription, phase, wanted));
  setDiscounts(sandbox, id, phaseDiscounts(sandbox, subscription, phase));
  const isAtBoundary = subscription.items.data.every((item) => item.current_period_end <= phase.start_date);
  if (isAtBoundary && phase.billing_cycle_anchor !== "phase_start") {
    replaceItems(sandbox, subscription, items);
  } else {
    // Use is never prorated (docs: prorations): that of a period which is over is billed whatever the phase says of proration.
    if (isAtBoundary)
      for (const item of subscription.items.data) billUsage(sandbox, subscription, item, phase.start_date);
    moveToItems(sandbox, id, phase, items);
  }
}

/** A phase names every discount there is in it: what it leaves out is gone (d.ts: SubscriptionSchedule Phase.discounts). */
function phaseDiscounts(sandbox: Sandbox, { id, customer }: Subscription, { discounts }: Phase): string[] {
  return discounts.map((wanted) => {
    if (wanted.discount) return wanted.discount;
    const code = sandbox.store.find("promotion_code", wanted.promotion_code);
    const coupon = sandbox.store.get("coupon", code?.promotion.coupon ?? wanted.coupon ?? "");
    return newDiscount(sandbox, coupon, { customer, subscription: id, promotionCode: code?.id ?? null }).id;
  });
}

function moveToItems(sandbox: Sandbox, id: string, phase: Phase, items: SubscriptionItem[]): void {
  const { proration_behavior: proration } = phase;
  changeSubscription(sandbox, id, {
    items,
    anchor: phase.billing_cycle_anchor === "phase_start" ? "now" : "unchanged",
    prorationBehavior:
      proration === "always_invoice" ? "always_invoice" : proration === "none" ? "none" : "create_prorations",
    paymentBehavior: "allow_incomplete",
  });
}

function phaseItem(
  sandbox: Sandbox,
  subscription: Subscription,
  phase: Phase,
  wanted: Phase["items"][number],
): SubscriptionItem {
  const price = sandbox.store.get("price", wanted.price);
  const current = subscription.items.data;
  const same = current.find((item) => item.price.product === price.product);
  const swapped = current.length === 1 && phase.items.length === 1 ? current[0] : undefined;
  return newItem(sandbox, subscription.id, price, wanted.quantity ?? 1, same ?? swapped);
}

/** Nothing to prorate where a period ends: the renewal that follows in the same moment bills the new items. */
function replaceItems(sandbox: Sandbox, subscription: Subscription, items: SubscriptionItem[]): void {
  const now = sandbox.nowOf(subscription.customer);
  for (const item of subscription.items.data) {
    if (!items.some((each) => each.price.id === item.price.id)) billUsage(sandbox, subscription, item, now);
  }
  const data = items.map((item) =>
    item.current_period_end === 0 ? { ...item, current_period_start: now, current_period_end: now } : item,
  );
  sandbox.store.change("subscription", subscription.id, { items: { ...subscription.items, data } });
}
