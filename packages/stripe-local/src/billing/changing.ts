import { invalid } from "../errors.js";
import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Coverage, Invoice, Subscription, SubscriptionItem } from "../types.js";
import { afterFailure } from "./collection.js";
import { changeFile, fileOf, setCoverage } from "./coverage.js";
import { expirePending } from "./ending.js";
import { draftInvoice, finalizeInvoice, pendingItems } from "./invoicing.js";
import { planLine } from "./lines.js";
import { isMetered } from "./pricing.js";
import { billUsage, creditUnused, debitRemaining } from "./proration.js";
import { collectNow, itemPeriod, type PaymentBehavior, periodOf } from "./starting.js";

export interface SubscriptionChange {
  /** Fields that cost nothing to change. */
  patch?: Partial<Subscription>;
  items?: SubscriptionItem[];
  anchor?: "now" | "unchanged";
  trialEnd?: number | "now";
  prorationBehavior: "always_invoice" | "create_prorations" | "none";
  prorationDate?: number;
  paymentBehavior: PaymentBehavior;
}

const PENDING_SECONDS = 23 * 3600;

/** Nothing is covered in these, so a change has nothing to credit and nothing to bill yet. */
const UNPRORATED = new Set<string>(["trialing", "paused", "incomplete"]);

/** Changes items, trial or cycle; prorates, and bills at once when asked to or when a new cycle begins. */
export function changeSubscription(sandbox: Sandbox, id: string, change: SubscriptionChange): void {
  if (generatesInvoice(change)) expirePending(sandbox, id);
  const before = sandbox.store.get("subscription", id);
  const coverageBefore = fileOf(sandbox, id).coverage;
  const after = apply(sandbox, before, change);
  const invoice = billChange(sandbox, before, after, change);
  if (!invoice) return;
  if (change.paymentBehavior === "pending_if_incomplete" && invoice.status === "open") {
    collectOrHold(sandbox, before, coverageBefore, invoice);
  } else {
    collectNow(sandbox, invoice, change.paymentBehavior);
    afterFailure(sandbox, sandbox.store.get("invoice", invoice.id));
  }
}

/** Another change to what a pending update is about takes its place (docs: pending-updates). */
function generatesInvoice({ items, anchor, trialEnd, patch }: SubscriptionChange): boolean {
  return Boolean(items || anchor || trialEnd !== undefined || patch?.cancel_at_period_end !== undefined);
}

function apply(sandbox: Sandbox, before: Subscription, change: SubscriptionChange): Subscription {
  const now = sandbox.nowOf(before.customer);
  const patched = { ...before, ...change.patch, ...trialPatch(before, change, now) };
  if (startsOver(before, change)) patched.billing_cycle_anchor = now;
  const items = (change.items ?? before.items.data).map((item) => {
    const old = before.items.data.find((each) => each.id === item.id);
    const keeps =
      old && sameInterval(old, item) && !startsOver(before, change) && change.trialEnd === undefined;
    const period = keeps ? periodOf(old) : itemPeriod(patched, item, now);
    return { ...item, current_period_start: period.start, current_period_end: period.end };
  });
  return sandbox.store.put<"subscription">({ ...patched, items: { ...before.items, data: items } });
}

function trialPatch(
  before: Subscription,
  { trialEnd }: SubscriptionChange,
  now: number,
): Partial<Subscription> {
  if (trialEnd === undefined) return {};
  if (trialEnd === "now")
    return { trial_end: now, status: before.status === "trialing" ? "active" : before.status };
  if (trialEnd <= now) throw invalid("The trial end must be in the future.", { param: "trial_end" });
  return {
    trial_start: before.trial_start ?? now,
    trial_end: trialEnd,
    billing_cycle_anchor: trialEnd,
    status: "trialing",
  };
}

/** In a trial the cycle begins where the trial ends, whatever the anchor asked for. */
function startsOver(before: Subscription, change: SubscriptionChange): boolean {
  return before.status === "trialing" ? change.trialEnd === "now" : change.anchor === "now";
}

function billChange(
  sandbox: Sandbox,
  before: Subscription,
  after: Subscription,
  change: SubscriptionChange,
): Invoice | null {
  const restarts = startsOver(before, change);
  const at = prorationMoment(sandbox, before, change);
  if (!UNPRORATED.has(before.status) && change.prorationBehavior !== "none") {
    prorateItems(sandbox, before, after, at, restarts);
  }
  forgetRemoved(sandbox, before, after);
  if (UNPRORATED.has(after.status)) return null;
  const hasPending = pendingItems(sandbox, after.customer, after.id).length > 0;
  const billsNow = restarts || (change.prorationBehavior === "always_invoice" && hasPending);
  return billsNow ? changeInvoice(sandbox, after.id, restarts, at) : null;
}

function prorateItems(
  sandbox: Sandbox,
  before: Subscription,
  after: Subscription,
  at: number,
  restarts: boolean,
): void {
  const changed = before.items.data.filter((item) => restarts || !isUnchanged(item, after));
  for (const item of changed) {
    creditUnused(sandbox, before, item, at);
    const isLeaving = restarts || !after.items.data.some((each) => each.price.id === item.price.id);
    if (isLeaving) billUsage(sandbox, before, item, at);
  }
  if (restarts) return;
  for (const item of after.items.data) {
    const isNew = !before.items.data.some((each) => each.id === item.id);
    if (isNew || changed.some((each) => each.id === item.id)) debitRemaining(sandbox, after, item, at);
  }
}

function changeInvoice(sandbox: Sandbox, id: string, restarts: boolean, prorationDate: number): Invoice {
  const subscription = sandbox.store.get("subscription", id);
  const licensed = restarts ? subscription.items.data.filter((item) => !isMetered(item.price)) : [];
  const now = sandbox.nowOf(subscription.customer);
  const draft = draftInvoice(sandbox, {
    customer: subscription.customer,
    subscription,
    reason: "subscription_update",
    lines: licensed.map((item) => planLine(sandbox, subscription, item, periodOf(item))),
    period: { start: now, end: now },
    prorationDate,
  });
  return finalizeInvoice(sandbox, draft.id);
}

/** Tries the payment; when it fails the old items stay and the change waits 23 hours for its invoice. */
function collectOrHold(
  sandbox: Sandbox,
  before: Subscription,
  coverageBefore: Record<string, Coverage[]>,
  invoice: Invoice,
): void {
  const after = sandbox.store.get("subscription", before.id);
  const { coverage } = fileOf(sandbox, before.id);
  collectNow(sandbox, invoice, "pending_if_incomplete");
  if (sandbox.store.get("invoice", invoice.id).status !== "open") return;
  sandbox.store.put<"subscription">({
    ...before,
    latest_invoice: invoice.id,
    pending_update: {
      billing_cycle_anchor: differing(after.billing_cycle_anchor, before.billing_cycle_anchor),
      expires_at: pendingUntil(sandbox, before),
      subscription_items: after.items.data,
      trial_end: differing(after.trial_end, before.trial_end),
      cancel_at_period_end: differing(after.cancel_at_period_end, before.cancel_at_period_end),
      ...nulls("discount", "discounts", "metadata", "trial_from_plan"),
    },
  });
  changeFile(sandbox, before.id, {
    coverage: coverageBefore,
    pending: { invoice: invoice.id, after, coverage },
  });
}

/** 23 hours, or until the period or the trial ends if that is sooner (docs: pending-updates-reference). */
function pendingUntil(sandbox: Sandbox, { customer, items, trial_end: trialEnd }: Subscription): number {
  const now = sandbox.nowOf(customer);
  const ends = [...items.data.map((item) => item.current_period_end), trialEnd ?? 0].filter(
    (end) => end > now,
  );
  return Math.min(now + PENDING_SECONDS, ...ends);
}

function differing<T>(now: T, before: T): T | null {
  return now === before ? null : now;
}

function prorationMoment(sandbox: Sandbox, before: Subscription, change: SubscriptionChange): number {
  const now = sandbox.nowOf(before.customer);
  const date = change.prorationDate;
  if (date === undefined) return now;
  const starts = before.items.data.map((item) => item.current_period_start);
  const ends = before.items.data.map((item) => item.current_period_end);
  if (date < Math.max(...starts) || date > Math.min(...ends)) {
    throw invalid("Invalid proration_date: it must lie within the current period.", {
      param: "proration_date",
    });
  }
  return date;
}

function forgetRemoved(sandbox: Sandbox, before: Subscription, after: Subscription): void {
  for (const item of before.items.data) {
    if (!after.items.data.some((each) => each.id === item.id)) setCoverage(sandbox, before.id, item.id, []);
  }
}

function isUnchanged(item: SubscriptionItem, after: Subscription): boolean {
  const now = after.items.data.find((each) => each.id === item.id);
  return now?.price.id === item.price.id && now.quantity === item.quantity;
}

function sameInterval(first: SubscriptionItem, second: SubscriptionItem): boolean {
  const [a, b] = [first.price.recurring, second.price.recurring];
  return a?.interval === b?.interval && a?.interval_count === b?.interval_count;
}
