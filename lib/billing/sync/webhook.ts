import Stripe from "stripe";
import { env } from "@/env";
import { billingMode } from "@/lib/billing/stripe/client";
import { log } from "@/lib/platform/log";
import { findUnstorable, storableJson } from "@/lib/platform/storable";
import { eventSchema, keepEvent } from "./inbox";

const maxBytes = 1024 * 1024;
const toleranceSeconds = 300;

/**
 * Answers one delivery: 400 for a bad signature, 413 over 1 MiB, 503 while we cannot store it (Stripe tries again for
 * days), 200 for all that is kept. An unknown customer is our matter, and a 4xx for it would get the endpoint disabled.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  if (billingMode() === "off") return answer(503, { error: "Billing is not set up." });
  const body = await readBody(request);
  if (body === null) return answer(413, { error: "The body is larger than 1 MiB." });
  const payload = verify(body, request.headers.get("stripe-signature") ?? "");
  const event = eventSchema.safeParse(payload);
  if (!event.success) return answer(400, { error: "No valid signature, or not an event." });
  if (event.data.livemode !== (billingMode() === "live")) {
    log().warn({ event: event.data.id }, "an event of the other mode was ignored");
    return answer(200, { received: true, ignored: "livemode" });
  }
  try {
    const { isDuplicate } = await keepEvent(event.data, payload);
    return answer(200, { received: true, duplicate: isDuplicate });
  } catch (cause) {
    log().error({ err: cause, event: event.data.id }, "an event could not be stored");
    return answer(503, { error: "Try again later." });
  }
}

/** The exact bytes, because the signature covers them; null as soon as they are too many. */
async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The signed content, or null. While a secret is being rolled the previous one still counts. */
function verify(body: string, signature: string): unknown {
  const { STRIPE_WEBHOOK_SECRET: current, STRIPE_WEBHOOK_SECRET_PREVIOUS: previous } = env();
  for (const secret of [current, previous]) {
    if (!secret) continue;
    try {
      return mended(Stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds));
    } catch (cause) {
      alert(cause);
    }
  }
  return null;
}

/** What no column takes is lost: a delivery would come for days, and what happened is asked of Stripe itself anyway. */
const mended = (event: unknown): unknown => (findUnstorable(event) ? JSON.parse(storableJson(event)) : event);

/** A wrong signature is anybody's; a right one over something else means the endpoint is set up wrongly at Stripe. */
function alert(cause: unknown): void {
  if (cause instanceof Stripe.errors.StripeSignatureVerificationError) {
    log().debug({ err: cause }, "a webhook signature did not match");
  } else
    log().error({ err: cause }, "a signed delivery is no snapshot event; see the endpoint's payload style");
}

function answer(status: number, body: Record<string, unknown>): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}
