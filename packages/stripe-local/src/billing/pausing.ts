import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice, Subscription } from "../types.js";
import { periodAround } from "./calendar.js";
import { collect, methodFor } from "./collection.js";
import { changeFile } from "./coverage.js";
import { draftInvoice, finalizeInvoice, pendingItems } from "./invoicing.js";
import { planLine } from "./lines.js";
import { isMetered } from "./pricing.js";
import { billUsage, creditUnused, debitRemaining } from "./proration.js";
import { activateResumed } from "./settlement.js";
import { collectNow, periodOf } from "./starting.js";

export interface PauseOptions {
  unusedTimeFrom: "now" | "item_current_period_start" | "none";
  usageThrough: "now" | "none";
  invoicing: "invoice" | "pending_invoice_item";
}

/** active → paused: credits unused time, bills usage so far, and ends the items' periods now (docs: pause). */
export function pauseSubscription(sandbox: Sandbox, id: string, options: PauseOptions): void {
  const subscription = sandbox.store.get("subscription", id);
  refuseUnpausable(subscription);
  const now = sandbox.nowOf(subscription.customer);
  for (const item of subscription.items.data) {
    const from = options.unusedTimeFrom === "now" ? now : item.current_period_start;
    if (options.unusedTimeFrom !== "none") creditUnused(sandbox, subscription, item, from);
    if (options.usageThrough === "now") billUsage(sandbox, subscription, item, now);
  }
  const items = subscription.items.data.map((item) => ({ ...item, current_period_end: now }));
  const paused = sandbox.store.change("subscription", id, {
    status: "paused",
    items: { ...subscription.items, data: items },
    status_details: {
      paused: { subscription: { type: "pause_requested" }, transitioned_at: now, type: "subscription" },
    },
  });
  sandbox.emit("customer.subscription.paused", paused);
  if (options.invoicing === "invoice" && pendingItems(sandbox, paused.customer, id).length > 0) {
    collectNow(sandbox, billPending(sandbox, id, []), "allow_incomplete");
  }
}

export interface ResumeOptions {
  anchor: "now" | "unchanged";
  payment: "resume_on_payment_attempt" | "resume_on_payment_success";
  proration: "always_invoice" | "create_prorations" | "none";
  prorationDate?: number;
}

/**
 * Opens the next period and its invoice. The subscription is active once that invoice is paid; a failed attempt makes
 * it past_due, or leaves it paused when asked to wait for success.
 */
export function resumeSubscription(sandbox: Sandbox, id: string, options: ResumeOptions): void {
  const paused = sandbox.store.get("subscription", id);
  if (paused.status !== "paused") throw invalid("Only paused subscriptions can be resumed.");
  if (paused.collection_method !== "charge_automatically")
    throw invalid("Resume needs charge_automatically.");
  const invoice = billResumption(sandbox, reopenPeriods(sandbox, paused, options), options);
  if (invoice?.status !== "open") {
    const isStillPaused = sandbox.store.get("subscription", id).status === "paused";
    if (isStillPaused) activateResumed(sandbox, id);
    return;
  }
  changeFile(sandbox, id, { resumption: { invoice: invoice.id, expiresAt: invoice.created + 23 * 3600 } });
  if (!methodFor(sandbox, invoice)) return;
  const decline = collect(sandbox, invoice.id, { isAutomatic: true });
  if (decline && options.payment === "resume_on_payment_attempt") {
    activateResumed(sandbox, id);
    sandbox.store.change("subscription", id, { status: "past_due" });
  }
}

function refuseUnpausable(subscription: Subscription): void {
  const refusal =
    (subscription.billing_mode.type === "classic" &&
      "Only subscriptions with flexible billing mode can be paused.") ||
    (subscription.collection_method === "send_invoice" &&
      "Subscriptions that send invoices cannot be paused.") ||
    (subscription.schedule &&
      "Subscriptions with an attached schedule cannot be paused. Release the schedule first.") ||
    (!["active", "past_due"].includes(subscription.status) &&
      `A ${subscription.status} subscription cannot be paused.`);
  if (refusal) throw invalid(refusal);
}

function reopenPeriods(sandbox: Sandbox, paused: Subscription, { anchor }: ResumeOptions): Subscription {
  const now = sandbox.nowOf(paused.customer);
  const billing_cycle_anchor = anchor === "now" ? now : paused.billing_cycle_anchor;
  const items = paused.items.data.map((item) => {
    const every = item.price.recurring ?? { interval: "month", interval_count: 1 };
    const period = periodAround(billing_cycle_anchor, every, now);
    return { ...item, current_period_start: period.start, current_period_end: period.end };
  });
  return sandbox.store.change("subscription", paused.id, {
    billing_cycle_anchor,
    items: { ...paused.items, data: items },
  });
}

function billResumption(
  sandbox: Sandbox,
  subscription: Subscription,
  options: ResumeOptions,
): Invoice | null {
  const licensed = subscription.items.data.filter((item) => !isMetered(item.price));
  if (options.anchor === "now") {
    return billPending(
      sandbox,
      subscription.id,
      licensed.map((item) => planLine(sandbox, subscription, item, periodOf(item))),
    );
  }
  if (options.proration === "none") return null;
  const at = options.prorationDate ?? sandbox.nowOf(subscription.customer);
  for (const item of licensed) debitRemaining(sandbox, subscription, item, at);
  return options.proration === "always_invoice" ? billPending(sandbox, subscription.id, []) : null;
}

function billPending(sandbox: Sandbox, id: string, lines: ReturnType<typeof planLine>[]): Invoice {
  const subscription = sandbox.store.get("subscription", id);
  const now = sandbox.nowOf(subscription.customer);
  const bill = { customer: subscription.customer, subscription, lines, period: { start: now, end: now } };
  return finalizeInvoice(sandbox, draftInvoice(sandbox, { ...bill, reason: "subscription_update" }).id);
}
