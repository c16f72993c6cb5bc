import type { PlannedItems } from "@/db/schema/platform";
import { periodOf } from "@/lib/billing/stripe/reshape";
import type { PlannedItem, Snapshot, SubscriptionSnapshot } from "@/lib/billing/stripe/snapshot";
import { graceMs, isLive } from "./access";
import type { Before, Catalog, SubscriptionState } from "./states";

/** One subscription as its row, read against the catalog and the payments around it. */
export function subscriptionRow(
  subscription: SubscriptionSnapshot,
  isPrimary: boolean,
  catalog: Catalog,
  snapshot: Snapshot,
  before: Before,
): SubscriptionState {
  const {
    id,
    items,
    pendingItems,
    nextPhase,
    paymentMethod: _card,
    intentId: _intent,
    discountIntentId: _discountIntent,
    ...same
  } = subscription;
  const base = itemOf(items, "base", catalog);
  const metered = itemOf(items, "overage", catalog);
  const bought = plannedFrom(items, catalog);
  const period = periodOf(base ? [base] : items);
  return {
    ...same,
    ...pastDue(subscription, snapshot, before),
    stripeId: id,
    isDuplicate: isLive(subscription.status) && !isPrimary,
    plan: bought?.plan ?? null,
    interval: bought?.interval ?? null,
    extraSeats: bought?.extraSeats ?? 0,
    baseItemId: base?.id ?? null,
    seatItemId: itemOf(items, "seat", catalog)?.id ?? null,
    meteredItemId: metered?.id ?? null,
    foreignPriceIds: items.flatMap(({ priceId }) => (catalog.has(priceId) ? [] : [priceId])).toSorted(),
    usagePeriodStart: metered?.periodStart ?? null,
    usagePeriodEnd: metered?.periodEnd ?? null,
    amount: items.reduce((total, item) => total + item.unitAmount * item.quantity, 0),
    periodStart: period.start,
    periodEnd: period.end,
    pendingUpdate: pendingItems && plannedFrom(pendingItems, catalog),
    scheduledChange: nextPhase && plannedFrom(nextPhase.items, catalog),
    scheduledFor: nextPhase?.startsAt ?? null,
  };
}

function itemOf<T extends PlannedItem>(
  items: T[],
  kind: "base" | "seat" | "overage",
  catalog: Catalog,
): T | undefined {
  return items.find(({ priceId }) => catalog.get(priceId)?.kind === kind);
}

/** What items buy, or null where none of them is a plan of ours. */
export function plannedFrom(items: PlannedItem[], catalog: Catalog): PlannedItems | null {
  const base = itemOf(items, "base", catalog);
  const bought = base && catalog.get(base.priceId);
  if (!bought) return null;
  const { plan, interval } = bought;
  return { plan, interval, extraSeats: itemOf(items, "seat", catalog)?.quantity ?? 0 };
}

function pastDue(subscription: SubscriptionSnapshot, snapshot: Snapshot, before: Before) {
  if (subscription.status !== "past_due") return { pastDueSince: null, graceEndsAt: null };
  const known = before.subscriptions.find(({ stripeId }) => stripeId === subscription.id);
  const since = firstFailure(subscription, snapshot) ?? known?.pastDueSince ?? snapshot.takenAt;
  return { pastDueSince: since, graceEndsAt: new Date(since.getTime() + graceMs) };
}

/**
 * When the episode began: the first failed try since an invoice of this subscription was last paid. A void invoice, such as
 * that of an upgrade that was declined and dropped, is owed by nobody.
 */
function firstFailure({ id }: SubscriptionSnapshot, { invoices, attempts }: Snapshot): Date | null {
  const own = invoices.filter(({ subscriptionId }) => subscriptionId === id);
  const ids = new Set(own.filter(({ status }) => status !== "void").map((invoice) => invoice.id));
  const lastPaidAt = Math.max(0, ...own.map(({ paidAt }) => paidAt?.getTime() ?? 0));
  const failures = attempts
    .filter(({ invoiceId, status }) => ids.has(invoiceId) && status === "failed")
    .map(({ attemptedAt }) => attemptedAt.getTime())
    .filter((at) => at >= lastPaidAt);
  return failures.length > 0 ? new Date(Math.min(...failures)) : null;
}
