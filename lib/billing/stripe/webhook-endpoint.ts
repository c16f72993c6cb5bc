import { withStripe } from "./client";

/** Where `app/api/stripe/webhook` answers, on whatever host. */
const path = "/api/stripe/webhook";

/** The events that tell of something we keep. Without one of them it is noticed by the nightly sweep alone. */
export const neededEvents = [
  "checkout.session.completed",
  "checkout.session.expired",
  "customer.deleted",
  "customer.updated",
  "customer.tax_id.created",
  "customer.tax_id.deleted",
  "customer.subscription.created",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.pending_update_applied",
  "customer.subscription.pending_update_expired",
  "customer.subscription.resumed",
  "customer.subscription.trial_will_end",
  "customer.subscription.updated",
  "subscription_schedule.canceled",
  "subscription_schedule.created",
  "subscription_schedule.released",
  "subscription_schedule.updated",
  "invoice.created",
  "invoice.deleted",
  "invoice.finalization_failed",
  "invoice.finalized",
  "invoice.marked_uncollectible",
  "invoice.paid",
  "invoice.payment_action_required",
  "invoice.payment_failed",
  "invoice.updated",
  "invoice.voided",
  "payment_method.attached",
  "payment_method.detached",
  "payment_method.updated",
  "credit_note.created",
  "credit_note.updated",
  "credit_note.voided",
  "refund.created",
  "refund.failed",
  "refund.updated",
  "charge.refunded",
  "charge.dispute.closed",
  "charge.dispute.created",
  "charge.dispute.updated",
] as const;

export interface Endpoint {
  url: string;
  isEnabled: boolean;
  /** Names, or `*` for all. */
  events: string[];
}

/** The endpoints of the account that lead to an app like this one. */
export async function listEndpoints(): Promise<Endpoint[]> {
  const { data } = await withStripe((stripe) => stripe.webhookEndpoints.list({ limit: 100 }));
  return data
    .filter(({ url }) => URL.canParse(url) && new URL(url).pathname === path)
    .map(({ url, status, enabled_events: events }) => ({ url, isEnabled: status === "enabled", events }));
}
