import Stripe from "stripe";
import type { StripeEmulator } from "./emulator.js";

/** The real SDK, answered by the emulator in this process. Its idempotency keys are counted, so that runs repeat. */
export function inProcess(emulator: StripeEmulator): Stripe {
  let requests = 0;
  const answer = (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    if (request.headers.has("idempotency-key")) request.headers.set("idempotency-key", `model-${requests++}`);
    return emulator.fetch(request);
  };
  return new Stripe("sk_test_model", {
    httpClient: Stripe.createFetchHttpClient(answer),
    maxNetworkRetries: 0,
    telemetry: false,
  });
}
