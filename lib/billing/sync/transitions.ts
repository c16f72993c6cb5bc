import type { SubscriptionState } from "./states";
import { type KnownAdjustment, ofAdjustment } from "./transitions/adjustment";
import { announcementsOf } from "./transitions/announcements";
import { type KnownCustomer, ofCustomer } from "./transitions/customer";
import { ofDunning } from "./transitions/dunning";
import { type KnownInvoice, ofInvoice } from "./transitions/invoice";
import { ofSubscription } from "./transitions/subscription";
import type { Transition } from "./transitions/transition";
import type { Written } from "./transitions/words";

/** What was stored before, as far as it decides what is news. */
export interface Known {
  customer: KnownCustomer;
  subscriptions: SubscriptionState[];
  invoices: KnownInvoice[];
  adjustments: KnownAdjustment[];
}

/**
 * What happened between two local states, and what is due in the new one. Effects come from this and never from an
 * event: replayed, doubled and shuffled deliveries end in the same state, and the same state has nothing new to tell.
 */
export function transitionsOf(before: Known, after: Written): Transition[] {
  const subscriptions = byId(before.subscriptions);
  const invoices = byId(before.invoices);
  const adjustments = byId(before.adjustments);
  return [
    ...ofCustomer(before.customer, after),
    ...after.subscriptions.flatMap((row) => ofSubscription(subscriptions.get(row.stripeId), row, after)),
    ...after.invoices.flatMap((row) => ofInvoice(invoices.get(row.stripeId), row, after)),
    ...after.subscriptions.flatMap((row) => ofDunning(subscriptions.get(row.stripeId), row, after)),
    ...after.adjustments.flatMap((row) => ofAdjustment(adjustments.get(row.stripeId), row, after)),
    ...announcementsOf(after),
  ];
}

const byId = <T extends { stripeId: string }>(rows: T[]): Map<string, T> =>
  new Map(rows.map((row) => [row.stripeId, row]));
