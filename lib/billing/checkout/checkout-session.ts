import { site } from "@/env";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import type { CheckoutTerms } from "@/lib/billing/intents";
import { meantFor } from "@/lib/billing/stripe/card-holder";
import {
  type CheckoutSession,
  closeCheckoutSession,
  createCheckoutSession,
  getCheckoutSession,
} from "@/lib/billing/stripe/checkout";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import type { Tenant } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { catalogVersion, plans } from "@/lib/entitlements/plans";
import { savedPerYear } from "@/lib/entitlements/savings";
import { formatPrice } from "@/lib/platform/money";
import { workspaceUrl } from "@/lib/tenancy/host";
import type { CheckoutIntent } from "./reserve-checkout";

/** An intent's session: the one it has, or the one that creating it gives, however often it is created. */
export async function sessionFor(
  tenant: Tenant,
  customerId: string,
  { id, terms, sessionId }: CheckoutIntent,
): Promise<CheckoutSession> {
  if (sessionId) return getCheckoutSession(sessionId);
  const { plan, interval, extraSeats, isTrial, currency, recipient } = terms;
  const prices = await findPriceIds(plan, interval);
  if (!prices) throw new AppError("unavailable", "The plans are not set up yet. Please try again later.");
  const page = workspaceUrl(site(), tenant.slug, "/settings/billing");
  const seats = extraSeats > 0 ? [{ priceId: prices.seat, quantity: extraSeats }] : [];
  // Stripe's checkout refuses a month beside a longer interval; there the item is added once it is paid.
  const usage = interval === "monthly" && prices.overage ? [{ priceId: prices.overage }] : [];
  const checkout = {
    tenantId: tenant.id,
    customerId,
    currency,
    items: [{ priceId: prices.base, quantity: 1 }, ...seats, ...usage],
    trialDays: isTrial ? plans[plan].trialDays : null,
    metadata: {
      ...{ intent_id: id, plan, interval, catalog_version: String(catalogVersion) },
      ...meantFor(recipient),
    },
    note: savingNote(terms),
    successUrl: `${page}/return?session_id={CHECKOUT_SESSION_ID}`,
    cancelUrl: page,
  };
  return createCheckoutSession(checkout, `intent:${id}:session`);
}

/** What the interval saves with all seats, as the page that sold it says; null where it saves nothing. */
function savingNote({ plan, interval, extraSeats, currency }: CheckoutTerms): string | null {
  const { price, extraSeat } = plans[plan];
  const seats = extraSeat ? extraSeats * savedPerYear(extraSeat[currency], interval) : 0;
  const saved = savedPerYear(price[currency], interval) + seats;
  return saved > 0
    ? `You save ${formatPrice(saved, currency)} a year compared with paying by the month.`
    : null;
}

/**
 * Closes the session of an intent that was superseded; null where there never was one. An intent that died before it
 * learned of its session finds it again by its key.
 */
export async function closeSession(
  tenant: Tenant,
  customerId: string,
  intent: CheckoutIntent,
): Promise<CheckoutSession | null> {
  try {
    return await closeCheckoutSession((await sessionFor(tenant, customerId, intent)).id);
  } catch (thrown) {
    if (isRefusedByStripe(thrown)) return null;
    throw thrown;
  }
}
