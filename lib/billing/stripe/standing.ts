import type Stripe from "stripe";
import { withStripe } from "./client";
import { subscriptionOf } from "./reshape-subscription";
import type { SubscriptionSnapshot } from "./snapshot";
import { stayingDiscountsOf } from "./staying-discount";
import { wholeSubscription } from "./whole-lists";

/** A subscription as it stands at Stripe this moment, with what decides whether something may be done to it. */
export interface Standing extends SubscriptionSnapshot {
  customerId: string;
  /** Its own card or the customer's: without one nothing can be charged. */
  hasCard: boolean;
  hasTax: boolean;
  /** The newest invoice, where it waits to be paid. */
  openInvoiceId: string | null;
  /** Those of its discounts that were given for staying. */
  stayingDiscountIds: string[];
}

/** Reads one subscription past our own image of it, in one request. */
export async function readStanding(subscriptionId: string): Promise<Standing> {
  return withStripe(async (stripe) =>
    standingOf(stripe, await stripe.subscriptions.retrieve(subscriptionId, { expand: [...expanded] })),
  );
}

/** What has to be read along with a subscription before `standingOf` can tell. */
export const expanded = [
  "customer",
  "default_payment_method",
  "discounts.source.coupon",
  "discounts.promotion_code",
  "latest_invoice",
  "schedule",
] as const;

export async function standingOf(stripe: Stripe, subscription: Stripe.Subscription): Promise<Standing> {
  const { customer, latest_invoice: latest } = subscription;
  const account = typeof customer === "string" || customer.deleted ? null : customer;
  return {
    ...subscriptionOf(await wholeSubscription(stripe, subscription)),
    customerId: typeof customer === "string" ? customer : customer.id,
    hasCard: Boolean(subscription.default_payment_method ?? account?.invoice_settings.default_payment_method),
    hasTax: subscription.automatic_tax.enabled,
    stayingDiscountIds: stayingDiscountsOf(subscription),
    openInvoiceId: latest && typeof latest !== "string" && latest.status === "open" ? latest.id : null,
  };
}
