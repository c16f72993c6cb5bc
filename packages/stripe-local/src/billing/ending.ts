import type { Sandbox } from "../sandbox.js";
import type { Subscription } from "../types.js";
import { fileOf } from "./coverage.js";
import { voidInvoice } from "./invoicing.js";

/** → canceled for good: invoices stay payable but are no longer collected, and a schedule goes with it. */
export function endSubscription(sandbox: Sandbox, id: string, reason: string): Subscription {
  const subscription = sandbox.store.get("subscription", id);
  const now = sandbox.nowOf(subscription.customer);
  const ended = sandbox.store.change("subscription", id, {
    status: "canceled",
    ended_at: now,
    canceled_at: subscription.canceled_at ?? now,
    pending_update: null,
    schedule: null,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...subscription.cancellation_details,
      reason: subscription.cancellation_details?.reason ?? reason,
    },
  });
  stopCollecting(sandbox, id);
  if (subscription.schedule) endSchedule(sandbox, subscription.schedule, now);
  sandbox.store.remove("_file", id);
  sandbox.emit("customer.subscription.deleted", ended);
  return ended;
}

/** incomplete → incomplete_expired: the first payment did not arrive within 23 hours. */
export function expireIncomplete(sandbox: Sandbox, subscription: Subscription): void {
  sandbox.store.change("subscription", subscription.id, {
    status: "incomplete_expired",
    ended_at: sandbox.nowOf(subscription.customer),
  });
  if (subscription.latest_invoice) voidInvoice(sandbox, subscription.latest_invoice);
}

/** A change that was not paid in time, or gave way to another, is dropped; the old items stay in force. */
export function expirePending(sandbox: Sandbox, subscription: string): void {
  const { pending } = fileOf(sandbox, subscription);
  if (pending) voidInvoice(sandbox, pending.invoice);
}

function stopCollecting(sandbox: Sandbox, subscription: string): void {
  for (const invoice of sandbox.store.where("invoice", "subscription", subscription)) {
    if (!["draft", "open"].includes(invoice.status ?? "")) continue;
    sandbox.store.change("invoice", invoice.id, { auto_advance: false, next_payment_attempt: null });
  }
}

function endSchedule(sandbox: Sandbox, id: string, now: number): void {
  const canceled = sandbox.store.change("subscription_schedule", id, {
    status: "canceled",
    canceled_at: now,
    current_phase: null,
  });
  sandbox.emit("subscription_schedule.canceled", canceled);
}
