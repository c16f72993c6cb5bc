import type { Sandbox } from "../sandbox.js";
import type { Invoice, Subscription } from "../types.js";
import { changeFile, fileOf } from "./coverage.js";
import { closePayment } from "./payments.js";

/** open → paid, and what the payment brings back to life. */
export function settlePaid(sandbox: Sandbox, id: string): Invoice {
  const invoice = sandbox.store.get("invoice", id);
  const now = sandbox.nowOf(invoice.customer);
  const paid = sandbox.store.change("invoice", id, {
    status: "paid",
    attempted: true,
    attempt_count: invoice.amount_due > 0 ? Math.max(1, invoice.attempt_count) : invoice.attempt_count,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  });
  closePayment(sandbox, paid, "paid");
  sandbox.emit("invoice.paid", paid);
  sandbox.emit("invoice.payment_succeeded", paid);
  const subscription = sandbox.store.find("subscription", invoice.parent?.subscription_details?.subscription);
  if (subscription) revive(sandbox, subscription, paid);
  return sandbox.store.get("invoice", id);
}

/** The subscription's status once this invoice is paid, or forgiven; a change that waits is not made for free. */
export function revive(sandbox: Sandbox, subscription: Subscription, invoice: Invoice): void {
  const { pending, resumption } = fileOf(sandbox, subscription.id);
  if (pending?.invoice === invoice.id && invoice.status === "paid") applyPending(sandbox, subscription.id);
  if (resumption?.invoice === invoice.id) activateResumed(sandbox, subscription.id);
  const isLatest = subscription.latest_invoice === invoice.id;
  if (!isLatest || !["incomplete", "past_due", "unpaid"].includes(subscription.status)) return;
  const isTrialing = (subscription.trial_end ?? 0) > sandbox.nowOf(subscription.customer);
  sandbox.store.change("subscription", subscription.id, { status: isTrialing ? "trialing" : "active" });
}

/** A void invoice is never paid: a change that waited for it is dropped, a resumption leaves its subscription paused. */
export function dropWaiting(sandbox: Sandbox, invoice: Invoice): void {
  const subscription = sandbox.store.find("subscription", invoice.parent?.subscription_details?.subscription);
  if (!subscription) return;
  const { pending, resumption } = fileOf(sandbox, subscription.id);
  if (resumption?.invoice === invoice.id) changeFile(sandbox, subscription.id, { resumption: null });
  if (pending?.invoice !== invoice.id) return;
  changeFile(sandbox, subscription.id, { pending: null });
  const kept = sandbox.store.change("subscription", subscription.id, { pending_update: null });
  sandbox.emit("customer.subscription.pending_update_expired", kept);
}

export function activateResumed(sandbox: Sandbox, id: string): void {
  const { status_details: _, ...subscription } = sandbox.store.get("subscription", id);
  const resumed = sandbox.store.put<"subscription">({ ...subscription, status: "active" });
  changeFile(sandbox, id, { resumption: null });
  sandbox.emit("customer.subscription.resumed", resumed);
}

function applyPending(sandbox: Sandbox, id: string): void {
  const { pending } = fileOf(sandbox, id);
  if (!pending) return;
  const current = sandbox.store.get("subscription", id);
  const applied = sandbox.store.put<"subscription">({
    ...pending.after,
    latest_invoice: current.latest_invoice,
    metadata: current.metadata,
    pending_update: null,
  });
  changeFile(sandbox, id, { pending: null, coverage: pending.coverage });
  sandbox.emit("customer.subscription.pending_update_applied", applied);
}
