import type {
  AdjustmentSnapshot,
  AttemptSnapshot,
  Card,
  CustomerSnapshot,
  InvoiceSnapshot,
  Snapshot,
  SubscriptionSnapshot,
} from "@/lib/billing/stripe/snapshot";
import type { Grant } from "@/lib/entitlements/grant";
import { grantOf, isEnded, isLive, pickPrimary } from "./access";
import { plannedFrom, subscriptionRow } from "./project-subscription";
import type { Before, Catalog, InvoiceState, SubscriptionState } from "./states";

/** The local state a snapshot calls for. */
export interface Projection {
  takenAt: Date;
  customer: CustomerSnapshot;
  subscriptions: SubscriptionState[];
  invoices: InvoiceState[];
  attempts: AttemptSnapshot[];
  adjustments: AdjustmentSnapshot[];
  grant: Grant;
  /** Open invoices whose payment the payer must confirm. */
  unconfirmed: string[];
  /** Intents of ours that became a subscription, or its discount for staying. */
  fulfilledIntents: string[];
  /** Second subscriptions that came of a superseded checkout: bought by mistake, to be undone. */
  mistaken: string[];
  /** What an operator should look at; nothing here stops the sync. */
  incidents: string[];
}

/**
 * Stripe's state as our rows and grant: pure, total and deterministic, so that it may run any number of times in any
 * order. What a subscription is for is read from its price ids; which item stands first means nothing. One without a
 * plan of ours was arranged by hand: it is carried along, and stands behind those that are.
 */
export function project(snapshot: Snapshot, catalog: Catalog, before: Before): Projection {
  const { takenAt, customer, subscriptions, invoices, attempts, adjustments } = snapshot;
  const isSuperseded = ({ intentId }: SubscriptionSnapshot) =>
    intentId !== null && before.supersededIntents.has(intentId);
  const isArranged = ({ items }: SubscriptionSnapshot) => plannedFrom(items, catalog) === null;
  const primary = pickPrimary(subscriptions, (one) => [isSuperseded(one), isArranged(one)]);
  const rows = subscriptions.map((one) => subscriptionRow(one, one === primary, catalog, snapshot, before));
  const standing = rows.find(({ stripeId }) => stripeId === primary?.id);
  return {
    takenAt,
    customer: { ...customer, paymentMethod: cardOnFile(snapshot, primary) },
    subscriptions: [...rows, ...endedWithCustomer(snapshot, before)],
    invoices: invoices.map(invoiceRow),
    attempts,
    adjustments,
    grant: grantOf(standing?.plan ? { ...standing, plan: standing.plan } : null, before.grant, takenAt),
    unconfirmed: invoices.filter(({ needsAction }) => needsAction).map(({ id }) => id),
    fulfilledIntents: [
      ...fulfilledBy(subscriptions, primary, isSuperseded),
      ...subscriptions.flatMap(({ discountIntentId }) => discountIntentId ?? []),
    ],
    mistaken: subscriptions
      .filter((one) => primary && one !== primary && isLive(one.status) && isSuperseded(one))
      .filter(({ startedAt }) => primary && startedAt >= primary.startedAt)
      .map(({ id }) => id),
    incidents: incidentsOf(rows),
  };
}

/** That of the running subscription, else the customer's; after the end, that of the subscription which ended last. */
function cardOnFile(
  { customer, subscriptions }: Snapshot,
  primary: SubscriptionSnapshot | null,
): Card | null {
  const ended = subscriptions
    .filter(({ status }) => status === "canceled")
    .toSorted((a, b) => (b.endedAt?.getTime() ?? 0) - (a.endedAt?.getTime() ?? 0));
  return primary?.paymentMethod ?? customer.paymentMethod ?? ended[0]?.paymentMethod ?? null;
}

/** A customer that is deleted takes its subscriptions along, also those that are not listed any more. */
function endedWithCustomer({ takenAt, customer, subscriptions }: Snapshot, before: Before) {
  if (!customer.isDeleted) return [];
  return before.subscriptions
    .filter(({ stripeId, status }) => isLive(status) && !subscriptions.some(({ id }) => id === stripeId))
    .map((one): SubscriptionState => ({ ...one, status: "canceled", endedAt: takenAt }));
}

/** A superseded checkout is fulfilled only where its subscription is the one that counts. */
function fulfilledBy(
  subscriptions: SubscriptionSnapshot[],
  primary: SubscriptionSnapshot | null,
  isSuperseded: (one: SubscriptionSnapshot) => boolean,
): string[] {
  return subscriptions.flatMap((one) =>
    one.intentId && one.status !== "incomplete" && (one === primary || !isSuperseded(one))
      ? [one.intentId]
      : [],
  );
}

function invoiceRow({ id, number, ...same }: InvoiceSnapshot): InvoiceState {
  return { ...same, stripeId: id, stripeNumber: number };
}

function incidentsOf(rows: SubscriptionState[]): string[] {
  const known = (status: string) => isLive(status) || isEnded(status) || status === "incomplete";
  return rows.flatMap(({ stripeId, status, isDuplicate, plan, foreignPriceIds }) => [
    ...(isDuplicate && plan ? [`duplicate_subscription ${stripeId}`] : []),
    ...(isLive(status) ? foreignPriceIds.map((id) => `foreign_price ${id} ${stripeId}`) : []),
    ...(known(status) ? [] : [`unknown_status ${status} ${stripeId}`]),
  ]);
}
