import type { EffectKind } from "@/db/schema/platform";
import type { EventType } from "@/lib/core/events";

/** A change worth telling, named so that it is told once however often the sync sees it. */
export interface Transition {
  /** A function of Stripe's state alone: the same history gives the same keys, however it was delivered. */
  effectKey: string;
  kind: EffectKind;
  event: EventType;
  subject: { id: string; label: string };
  /** What a mail about it needs, in words. */
  payload: Record<string, string>;
}

interface Occurrence {
  subject: { id: string; label: string };
  /** What tells this occurrence from another of its kind on the same subject. */
  about?: (string | Date | null)[];
  payload?: Record<string, string>;
}

/** One occurrence of a kind. */
export function transition(kind: EffectKind, { subject, about = [], payload = {} }: Occurrence): Transition {
  const { key, event } = kinds[kind];
  const parts = about.map((part) => (part instanceof Date ? part.toISOString() : (part ?? "")));
  return { effectKey: [key, subject.id, ...parts].join(":"), kind, event, subject, payload };
}

/** What each kind is called in the outbox and in the workspace's history. */
const kinds: Record<EffectKind, { key: string; event: EventType }> = {
  activated: { key: "activated", event: "subscription.activated" },
  arranged: { key: "arranged", event: "subscription.arranged" },
  changed: { key: "plan-changed", event: "subscription.changed" },
  change_scheduled: { key: "change-scheduled", event: "subscription.change_scheduled" },
  change_unscheduled: { key: "change-unscheduled", event: "subscription.change_unscheduled" },
  change_pending: { key: "change-pending", event: "subscription.change_pending" },
  change_expired: { key: "change-expired", event: "subscription.change_expired" },
  trial_ending: { key: "trial-will-end", event: "trial.ending" },
  trial_shortened: { key: "trial-shortened", event: "trial.shortened" },
  renewal_ahead: { key: "upcoming", event: "subscription.renewal_announced" },
  cancel_scheduled: { key: "cancel-scheduled", event: "subscription.cancel_scheduled" },
  cancel_undone: { key: "cancel-undone", event: "subscription.cancel_undone" },
  canceled: { key: "canceled", event: "subscription.canceled" },
  paused: { key: "paused", event: "subscription.paused" },
  resumed: { key: "resumed", event: "subscription.resumed" },
  discounted: { key: "discounted", event: "subscription.discounted" },
  tax_lost: { key: "tax-lost", event: "subscription.tax_lost" },
  collection_paused: { key: "collection-paused", event: "collection.paused" },
  collection_resumed: { key: "collection-resumed", event: "collection.resumed" },
  invoice_issued: { key: "invoice-issued", event: "invoice.issued" },
  paid: { key: "receipt", event: "invoice.paid" },
  payment_failed: { key: "payment-failed", event: "invoice.payment_failed" },
  action_required: { key: "action-required", event: "invoice.action_required" },
  finalization_failed: { key: "finalization-failed", event: "invoice.finalization_failed" },
  dunning: { key: "dunning", event: "invoice.reminded" },
  // The seventh day is a step of the dunning as well, so it shares the key.
  restricted: { key: "dunning", event: "subscription.restricted" },
  recovered: { key: "recovered", event: "subscription.recovered" },
  adjusted: { key: "refunded", event: "invoice.adjusted" },
  disputed: { key: "dispute", event: "invoice.disputed" },
  card_expiring: { key: "card-expiring", event: "card.expiring" },
  customer_deleted: { key: "customer-deleted", event: "billing_account.deleted" },
  duplicate: { key: "duplicate", event: "subscription.duplicated" },
};
