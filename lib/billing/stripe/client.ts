import Stripe from "stripe";
import { env, isLiveKey } from "@/env";
import { AppError } from "@/lib/core/errors";

/** Which Stripe this installation speaks to: none, one on this machine, or Stripe itself with test or live keys. */
export type BillingMode = "off" | "local" | "test" | "live";

export function billingMode(): BillingMode {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL } = env();
  if (!key) return "off";
  if (isLiveKey(key)) return "live";
  return STRIPE_API_URL ? "local" : "test";
}

/** Runs `work` against Stripe. Throws `unavailable` where billing is off or Stripe is away; other errors pass. */
export async function withStripe<T>(work: (stripe: Stripe) => Promise<T>): Promise<T> {
  try {
    return await work(client());
  } catch (cause) {
    if (!isAway(cause)) throw cause;
    throw new AppError(
      "unavailable",
      "Our payment provider does not answer. Nothing was charged; please try again in a minute.",
      { cause },
    );
  }
}

let made: Stripe | undefined;

function client(): Stripe {
  made ??= connect();
  return made;
}

function connect(): Stripe {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL } = env();
  if (!key)
    throw new AppError("unavailable", "Billing is not set up on this installation. Ask whoever runs it.");
  const options = { maxNetworkRetries: 2, timeout: 10_000, telemetry: false };
  if (billingMode() !== "local" || !STRIPE_API_URL) return new Stripe(key, options);
  const { hostname, port, protocol } = new URL(STRIPE_API_URL);
  return new Stripe(key, {
    ...options,
    host: hostname,
    port,
    protocol: protocol === "http:" ? "http" : "https",
  });
}

/** Whether Stripe understood the request and will never do it: asking again is of no use. */
export function isRefusedByStripe(thrown: unknown): boolean {
  const { StripeInvalidRequestError, StripeIdempotencyError } = Stripe.errors;
  return thrown instanceof StripeInvalidRequestError || thrown instanceof StripeIdempotencyError;
}

/** Whether what was named is unknown to Stripe: it was deleted, or is of another account. */
export const isUnknownToStripe = (thrown: unknown): boolean =>
  thrown instanceof Stripe.errors.StripeInvalidRequestError && thrown.code === "resource_missing";

/** Whether Stripe knows the key of a request by other params: it was asked before, and things have moved since. */
export const isOtherRequest = (thrown: unknown): boolean =>
  thrown instanceof Stripe.errors.StripeIdempotencyError;

function isAway(thrown: unknown): boolean {
  const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors;
  return [StripeConnectionError, StripeAPIError, StripeRateLimitError].some((kind) => thrown instanceof kind);
}
