import type Stripe from "stripe";
import type { DiscountSummary } from "@/db/schema/platform";
import { cardOf, findInstant, idOf, instantOf, periodOf } from "./reshape";
import type { ItemSnapshot, PlannedItem, SubscriptionSnapshot } from "./snapshot";

/** Stripe's subscription in our words, its schedule and discounts read along with it. */
export function subscriptionOf(subscription: Stripe.Subscription): SubscriptionSnapshot {
  const items = subscription.items.data.map(itemOf);
  const { cancellation_details: reason, pending_update: pending } = subscription;
  return {
    id: subscription.id,
    status: subscription.status,
    currency: subscription.currency,
    items,
    startedAt: instantOf(subscription.created),
    cancelAt:
      findInstant(subscription.cancel_at) ?? (subscription.cancel_at_period_end ? periodOf(items).end : null),
    canceledAt: findInstant(subscription.canceled_at),
    cancelFeedback: reason?.feedback ?? null,
    cancelComment: reason?.comment ?? null,
    endedAt: findInstant(subscription.ended_at),
    trialStart: findInstant(subscription.trial_start),
    trialEnd: findInstant(subscription.trial_end),
    isTaxLost: subscription.automatic_tax.disabled_reason === "requires_location_inputs",
    isCollectionPaused: subscription.pause_collection !== null,
    collectionResumesAt: findInstant(subscription.pause_collection?.resumes_at),
    discounts: subscription.discounts.flatMap(discountOf),
    ...pauseOf(subscription),
    pendingItems: pending?.subscription_items?.map(plannedOf) ?? null,
    pendingUpdateExpiresAt: findInstant(pending?.expires_at),
    scheduleId: idOf(subscription.schedule),
    nextPhase: nextPhaseOf(subscription.schedule),
    latestInvoiceId: idOf(subscription.latest_invoice),
    collectionMethod: subscription.collection_method,
    paymentMethod: cardOf(subscription.default_payment_method),
    intentId: subscription.metadata.intent_id ?? null,
    discountIntentId: subscription.metadata.discount_intent_id ?? null,
  };
}

function itemOf(item: Stripe.SubscriptionItem): ItemSnapshot {
  return {
    ...plannedOf(item),
    id: item.id,
    unitAmount: item.price.unit_amount ?? 0,
    periodStart: instantOf(item.current_period_start),
    periodEnd: instantOf(item.current_period_end),
  };
}

const plannedOf = ({ price, quantity }: Stripe.SubscriptionItem): PlannedItem => ({
  priceId: price.id,
  quantity: quantity ?? 0,
});

function pauseOf({ status, status_details: details }: Stripe.Subscription) {
  if (status !== "paused") return { pausedReason: null, pausedAt: null };
  const paused = details?.paused;
  return { pausedReason: paused?.subscription.type ?? null, pausedAt: findInstant(paused?.transitioned_at) };
}

/** A discount that was not read along shows nothing, so it is left out. */
function discountOf(discount: string | Stripe.Discount): DiscountSummary[] {
  if (typeof discount === "string") return [];
  const { coupon } = discount.source;
  if (!coupon || typeof coupon === "string") return [];
  const { promotion_code: promotion } = discount;
  return [
    {
      id: discount.id,
      name: coupon.name,
      code: promotion && typeof promotion !== "string" ? promotion.code : null,
      percentOff: coupon.percent_off,
      amountOff: coupon.amount_off,
      endsAt: findInstant(discount.end)?.toISOString() ?? null,
    },
  ];
}

/** The phase after the current one; a schedule that only keeps things as they are has none. */
function nextPhaseOf(
  schedule: string | Stripe.SubscriptionSchedule | null,
): SubscriptionSnapshot["nextPhase"] {
  if (!schedule || typeof schedule === "string") return null;
  const { current_phase: current, phases } = schedule;
  const next = current && phases.find(({ start_date }) => start_date >= current.end_date);
  if (!next) return null;
  const items = next.items.map(({ price, quantity }) => ({
    priceId: idOf(price) ?? "",
    quantity: quantity ?? 0,
  }));
  return { items, startsAt: instantOf(next.start_date) };
}
