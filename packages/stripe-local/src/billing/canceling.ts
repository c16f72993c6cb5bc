import { noSuch } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Subscription } from "../types.js";
import { endSubscription, expireIncomplete } from "./ending.js";
import { draftInvoice, finalizeInvoice, pendingItems } from "./invoicing.js";
import { usageLine } from "./lines.js";
import { isMetered } from "./pricing.js";
import { billUsage, creditUnused } from "./proration.js";
import { collectNow, periodOf } from "./starting.js";

/** Cancels at once; `prorate` credits unused time, `invoiceNow` bills what is pending and the usage so far. */
export function cancelNow(
  sandbox: Sandbox,
  id: string,
  options: { prorate: boolean; invoiceNow: boolean },
): void {
  const subscription = sandbox.store.get("subscription", id);
  // What has ended is gone for whoever wants to end it, though it can still be read (stripe/stripe-go#1887).
  if (subscription.ended_at !== null) throw noSuch("subscription", id);
  if (subscription.status === "incomplete") {
    expireIncomplete(sandbox, subscription);
    return;
  }
  const now = sandbox.nowOf(subscription.customer);
  for (const item of subscription.items.data) {
    if (options.prorate) creditUnused(sandbox, subscription, item, now);
    if (options.invoiceNow) billUsage(sandbox, subscription, item, now);
  }
  if (options.invoiceNow) billRest(sandbox, subscription, []);
  endSubscription(sandbox, id, "cancellation_requested");
}

/** A scheduled cancellation comes true: the usage of the last period is still billed. */
export function cancelAsScheduled(sandbox: Sandbox, id: string): void {
  const subscription = sandbox.store.get("subscription", id);
  const metered = subscription.items.data.filter((item) => isMetered(item.price));
  if (subscription.status !== "trialing") {
    billRest(
      sandbox,
      subscription,
      metered.map((item) => usageLine(sandbox, subscription, item, periodOf(item))),
    );
  }
  endSubscription(sandbox, id, "cancellation_requested");
}

function billRest(sandbox: Sandbox, subscription: Subscription, lines: ReturnType<typeof usageLine>[]): void {
  const isEmpty =
    lines.length === 0 && pendingItems(sandbox, subscription.customer, subscription.id).length === 0;
  if (isEmpty) return;
  const now = sandbox.nowOf(subscription.customer);
  const start = Math.min(...subscription.items.data.map((item) => item.current_period_start));
  const bill = { customer: subscription.customer, subscription, lines, period: { start, end: now } };
  const draft = draftInvoice(sandbox, { ...bill, reason: "subscription_cycle" });
  collectNow(sandbox, finalizeInvoice(sandbox, draft.id), "allow_incomplete");
}
