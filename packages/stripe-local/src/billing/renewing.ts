import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice, Subscription, SubscriptionItem } from "../types.js";
import { afterFailure, collect } from "./collection.js";
import { endSubscription } from "./ending.js";
import { draftInvoice, finalizeInvoice, voidInvoice } from "./invoicing.js";
import { planLine, usageLine } from "./lines.js";
import { isMetered } from "./pricing.js";
import { itemPeriod, periodOf } from "./starting.js";
import { dropTax, lacksPlace } from "./tax.js";
import { unbilledFrom } from "./usage.js";

/** Moves the items whose period is over to their next one and opens the renewal invoice. */
export function renew(sandbox: Sandbox, id: string): Invoice {
  const before = sandbox.store.get("subscription", id);
  const now = sandbox.nowOf(before.customer);
  const ended = before.items.data.filter((item) => item.current_period_end <= now);
  const items = before.items.data.map((item) => (ended.includes(item) ? moved(before, item, now) : item));
  const after = sandbox.store.change("subscription", id, { items: { ...before.items, data: items } });
  const lines = ended.map((item) => {
    if (isMetered(item.price))
      return usageLine(sandbox, after, item, { ...periodOf(item), start: unbilledFrom(sandbox, id, item) });
    const next = items.find((each) => each.id === item.id) ?? item;
    return planLine(sandbox, after, next, periodOf(next));
  });
  return openRenewal(sandbox, after, lines, Math.min(...ended.map((item) => item.current_period_start)));
}

/** trialing → active with a first paid period, or what `missing_payment_method` says when there is no card. */
export function endTrial(sandbox: Sandbox, id: string): void {
  const subscription = sandbox.store.get("subscription", id);
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice";
  if (hasCard(sandbox, subscription) || behavior === "create_invoice") {
    sandbox.store.change("subscription", id, { status: "active" });
    renewFromTrial(sandbox, id);
  } else if (behavior === "pause") pauseForCard(sandbox, subscription);
  else endSubscription(sandbox, id, "payment_failed");
}

/** The hour of a draft is over: finalise it and collect. */
export function closeDraft(sandbox: Sandbox, id: string): void {
  const invoice = finalizeByItself(sandbox, sandbox.store.get("invoice", id));
  if (invoice.status !== "open" || invoice.collection_method === "send_invoice") return;
  sandbox.store.change("invoice", id, { auto_advance: true });
  if (collect(sandbox, id, { isAutomatic: true })) afterFailure(sandbox, sandbox.store.get("invoice", id));
}

function renewFromTrial(sandbox: Sandbox, id: string): void {
  const subscription = sandbox.store.get("subscription", id);
  const now = sandbox.nowOf(subscription.customer);
  const items = subscription.items.data.map((item) => moved(subscription, item, now));
  const active = sandbox.store.change("subscription", id, { items: { ...subscription.items, data: items } });
  const licensed = items.filter((item) => !isMetered(item.price));
  const lines = licensed.map((item) => planLine(sandbox, active, item, periodOf(item)));
  openRenewal(sandbox, active, lines, subscription.trial_start ?? now);
}

function moved(subscription: Subscription, item: SubscriptionItem, now: number): SubscriptionItem {
  const period = itemPeriod(subscription, item, now);
  return { ...item, current_period_start: period.start, current_period_end: period.end };
}

function openRenewal(
  sandbox: Sandbox,
  subscription: Subscription,
  lines: ReturnType<typeof planLine>[],
  start: number,
): Invoice {
  const end = sandbox.nowOf(subscription.customer);
  const behavior = subscription.pause_collection?.behavior;
  // An unpaid subscription keeps opening drafts that nobody collects (docs: overview, unpaid).
  const closesItself = !behavior && subscription.status !== "unpaid";
  const invoice = draftInvoice(sandbox, {
    customer: subscription.customer,
    subscription,
    reason: "subscription_cycle",
    lines,
    period: { start, end },
    closesItself,
  });
  if (behavior === "void" || behavior === "mark_uncollectible") writeOff(sandbox, invoice, behavior);
  return invoice;
}

/** Nobody is there to be told that tax cannot be worked out, so there is none. */
function finalizeByItself(sandbox: Sandbox, draft: Invoice): Invoice {
  if (lacksPlace(sandbox, draft)) dropTax(sandbox, draft);
  return finalizeInvoice(sandbox, draft.id);
}

/** A collection holiday: the invoice exists and is never collected. */
function writeOff(sandbox: Sandbox, invoice: Invoice, behavior: string): void {
  const open = finalizeByItself(sandbox, invoice);
  if (open.status !== "open") return;
  if (behavior === "void") voidInvoice(sandbox, open.id);
  else markUncollectible(sandbox, open.id);
}

export function markUncollectible(sandbox: Sandbox, id: string): Invoice {
  const invoice = sandbox.store.get("invoice", id);
  if (invoice.status !== "open") throw invalid("You can only mark open invoices as uncollectible.");
  const now = sandbox.nowOf(invoice.customer);
  const marked = sandbox.store.change("invoice", id, {
    status: "uncollectible",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: now },
  });
  sandbox.emit("invoice.marked_uncollectible", marked);
  return marked;
}

function hasCard(sandbox: Sandbox, subscription: Subscription): boolean {
  const customer = sandbox.store.get("customer", subscription.customer);
  return Boolean(subscription.default_payment_method ?? customer.invoice_settings.default_payment_method);
}

function pauseForCard(sandbox: Sandbox, subscription: Subscription): void {
  const paused = sandbox.store.change("subscription", subscription.id, {
    status: "paused",
    status_details: {
      paused: {
        subscription: { type: "trial_end_without_payment_method" },
        transitioned_at: sandbox.nowOf(subscription.customer),
        type: "subscription",
      },
    },
  });
  sandbox.emit("customer.subscription.paused", paused);
}
