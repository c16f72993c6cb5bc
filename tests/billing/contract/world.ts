import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { startLocalStripe } from "stripe-local";
import { startRecorder } from "./recorder";

/**
 * The product speaks to a Stripe, and what it asks is kept. It is a sandbox of the real one where `STRIPE_CONTRACT_KEY` is a
 * key of one, which `npm run test:stripe-contract` sees to; else the stand-in. A restricted key is for the product alone: then
 * `STRIPE_DASHBOARD_KEY` is a secret key of the same sandbox.
 */
export async function startContract() {
  const key = process.env.STRIPE_CONTRACT_KEY;
  const local = key ? null : await startLocalStripe({ port: 0, webhook: null });
  const recorder = await startRecorder(local?.url ?? "https://api.stripe.com");
  const secretKey = key ?? local?.secretKey ?? "";
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_API_URL: recorder.url,
    STRIPE_WEBHOOK_SECRET: "whsec_contract",
  });
  return {
    recorded: recorder.recorded,
    /** Somebody at the dashboard, past our code. */
    dashboard: local
      ? clientOf(local.url, secretKey)
      : new Stripe(process.env.STRIPE_DASHBOARD_KEY ?? secretKey),
    /** What this run calls its own, so that two runs in one sandbox do not meet. */
    run: randomUUID().slice(0, 8),
    async stop() {
      await recorder.stop();
      await local?.stop();
    },
  };
}
export type Contract = Awaited<ReturnType<typeof startContract>>;

function clientOf(url: string, key: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: "http", telemetry: false });
}
