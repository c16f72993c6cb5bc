import { ApiError, invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice, Subscription, SubscriptionItem } from "../types.js";
import { DAY, type Period, periodAround } from "./calendar.js";
import { OWNER_ASKED } from "./challenges.js";
import { afterFailure, collect, methodFor } from "./collection.js";
import { draftInvoice, finalizeInvoice } from "./invoicing.js";
import { planLine, trialLine } from "./lines.js";
import { isNoticed, takeNotice } from "./notices.js";
import { cardError, intentOf } from "./payments.js";
import { isMetered } from "./pricing.js";

export type PaymentBehavior =
  | "allow_incomplete"
  | "default_incomplete"
  | "error_if_incomplete"
  | "pending_if_incomplete";

/** Bills a subscription that was just written: a trial costs nothing yet, everything else is due at once. */
export function startBilling(sandbox: Sandbox, id: string, behavior: PaymentBehavior): void {
  const subscription = sandbox.store.get("subscription", id);
  sandbox.emit("customer.subscription.created", subscription);
  const isTrial = subscription.status === "trialing";
  const lines = subscription.items.data
    .filter((item) => !isMetered(item.price))
    .map((item) =>
      isTrial
        ? trialLine(sandbox, subscription, item)
        : planLine(sandbox, subscription, item, periodOf(item)),
    );
  if (lines.length > 0) {
    const now = sandbox.nowOf(subscription.customer);
    const period = { start: now, end: now };
    const draft = draftInvoice(sandbox, {
      customer: subscription.customer,
      subscription,
      reason: "subscription_create",
      lines,
      period,
    });
    collectFirst(sandbox, finalizeInvoice(sandbox, draft.id), behavior);
  }
  activateIfNothingIsDue(sandbox, id);
  if (isTrial) warnOfTrialEnd(sandbox, id);
}

/** Collects an invoice inside the request that made it, by the request's `payment_behavior`. */
export function collectNow(sandbox: Sandbox, invoice: Invoice, behavior: PaymentBehavior): void {
  if (invoice.status !== "open" || invoice.collection_method === "send_invoice") return;
  if (behavior === "default_incomplete") return;
  const decline = collect(sandbox, invoice.id, { isAutomatic: true });
  if (decline && behavior === "error_if_incomplete") {
    const { body } = cardError(sandbox, decline, intentOf(sandbox, invoice.id));
    throw new ApiError(402, {
      type: "card_error",
      message: body.message,
      code: decline === OWNER_ASKED ? "subscription_payment_intent_requires_action" : body.code,
      decline_code: body.decline_code,
    });
  }
}

/** Emits `trial_will_end` three days ahead, or at once for a shorter trial. */
export function warnOfTrialEnd(sandbox: Sandbox, id: string): void {
  const subscription = sandbox.store.get("subscription", id);
  const { trial_end: trialEnd } = subscription;
  const about = { noun: "subscription", id } as const;
  if (!trialEnd || trialEnd - 3 * DAY > sandbox.nowOf(subscription.customer)) return;
  if (isNoticed(sandbox, "trial", about, trialEnd)) return;
  takeNotice(sandbox, "trial", about, trialEnd);
  sandbox.emit("customer.subscription.trial_will_end", subscription);
}

export function periodOf(item: SubscriptionItem): Period {
  return { start: item.current_period_start, end: item.current_period_end };
}

export function itemPeriod(
  subscription: Subscription,
  item: Pick<SubscriptionItem, "price">,
  at: number,
): Period {
  const { trial_end: trialEnd, trial_start: trialStart } = subscription;
  if (subscription.status === "trialing" && trialEnd && trialEnd > at)
    return { start: trialStart ?? at, end: trialEnd };
  const every = item.price.recurring;
  if (!every)
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
    );
  return periodAround(subscription.billing_cycle_anchor, every, at);
}

function collectFirst(sandbox: Sandbox, invoice: Invoice, behavior: PaymentBehavior): void {
  const needsCard = invoice.status === "open" && invoice.collection_method === "charge_automatically";
  if (needsCard && behavior !== "default_incomplete" && !methodFor(sandbox, invoice)) {
    throw invalid(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
      { code: "resource_missing" },
    );
  }
  collectNow(sandbox, invoice, behavior);
  afterFailure(sandbox, sandbox.store.get("invoice", invoice.id));
}

function activateIfNothingIsDue(sandbox: Sandbox, id: string): void {
  const subscription = sandbox.store.get("subscription", id);
  const invoice = sandbox.store.find("invoice", subscription.latest_invoice);
  if (subscription.status !== "incomplete") return;
  const isDue = invoice?.status === "open" && invoice.collection_method === "charge_automatically";
  if (!isDue) sandbox.store.change("subscription", id, { status: "active" });
}
