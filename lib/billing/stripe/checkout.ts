import type Stripe from "stripe";
import { taxParams } from "./automatic-tax";
import { isRefusedByStripe, withStripe } from "./client";
import { instantOf } from "./reshape";

export interface NewCheckout {
  tenantId: string;
  customerId: string;
  /** Without a quantity where use decides. */
  items: { priceId: string; quantity?: number }[];
  /** One that every price has; the customer pays in it from then on. */
  currency: string;
  /** Null charges at once. */
  trialDays: number | null;
  /** Copied onto the subscription: where it came from. Never read back to decide whose it is. */
  metadata: Record<string, string>;
  /** Beside the button that pays; null says nothing there. */
  note: string | null;
  successUrl: string;
  cancelUrl: string;
}

export interface CheckoutSession {
  id: string;
  status: "open" | "complete" | "expired";
  url: string | null;
  /** A day after it was created, by Stripe's clock. */
  expiresAt: Date;
}

export async function createCheckoutSession(
  checkout: NewCheckout,
  idempotencyKey: string,
): Promise<CheckoutSession> {
  const session = await withStripe((stripe) =>
    stripe.checkout.sessions.create(checkoutParams(checkout), { idempotencyKey }),
  );
  return sessionOf(session);
}

export async function getCheckoutSession(id: string): Promise<CheckoutSession> {
  return sessionOf(await withStripe((stripe) => stripe.checkout.sessions.retrieve(id)));
}

/** Closes a session for good and says how it ended: one that was paid meanwhile stays `complete`. */
export async function closeCheckoutSession(id: string): Promise<CheckoutSession> {
  const session = await getCheckoutSession(id);
  if (session.status !== "open") return session;
  try {
    return sessionOf(await withStripe((stripe) => stripe.checkout.sessions.expire(id)));
  } catch (thrown) {
    // Paid between the two requests: Stripe refuses to expire it, and that is the answer.
    if (isRefusedByStripe(thrown)) return getCheckoutSession(id);
    throw thrown;
  }
}

function checkoutParams(checkout: NewCheckout): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "subscription",
    ui_mode: "hosted_page",
    customer: checkout.customerId,
    client_reference_id: checkout.tenantId,
    currency: checkout.currency,
    line_items: checkout.items.map(({ priceId, quantity }) => ({ price: priceId, quantity })),
    subscription_data: {
      metadata: { tenant_id: checkout.tenantId, ...checkout.metadata },
      billing_mode: { type: "flexible", flexible: { proration_discounts: "itemized" } },
      ...(checkout.trialDays !== null && trialParams(checkout.trialDays)),
    },
    payment_method_collection: checkout.trialDays === null ? "always" : "if_required",
    allow_promotion_codes: true,
    ...(checkout.note !== null && { custom_text: { submit: { message: checkout.note } } }),
    ...taxParams(),
    // What invoices are made out to. Stripe keeps the company's name only where it may change the customer's.
    billing_address_collection: "required",
    customer_update: { address: "auto", name: "auto" },
    tax_id_collection: { enabled: true },
    success_url: checkout.successUrl,
    cancel_url: checkout.cancelUrl,
  };
}

/** A trial that ends without a card pauses: the data and the choice of plan wait for the card. */
const trialParams = (days: number) => ({
  trial_period_days: days,
  trial_settings: { end_behavior: { missing_payment_method: "pause" as const } },
});

function sessionOf(session: Stripe.Checkout.Session): CheckoutSession {
  const { id, status, url, expires_at } = session;
  const ended = (["complete", "expired"] as const).find((end) => end === status);
  return { id, status: ended ?? "open", url, expiresAt: instantOf(expires_at) };
}
