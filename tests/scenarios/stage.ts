import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import Stripe from "stripe";

const folder = process.env.SCENARIO_FOLDER ?? ".local/scenarios";
export const appPort = Number(process.env.SCENARIO_PORT ?? 3200);

/** The running app's own environment, so that this process sees the same database and the same Stripe. */
function readStage(): Record<string, string | undefined> {
  const written = parseEnv(readFileSync(`${folder}/env`, "utf8"));
  Object.assign(process.env, written);
  return written;
}

export interface Stage {
  stripe: Stripe;
  /** Whether Stripe is the stand-in, which can be paid at without a person. */
  isLocal: boolean;
  webhookUrl: string;
  webhookSecret: string;
  mailboxUrl: string;
}

/** Connects to the app under test and quietens the stand-in's own deliveries: a Carrier makes them instead. */
export async function openStage(): Promise<Stage> {
  const {
    STRIPE_SECRET_KEY: key = "",
    STRIPE_API_URL: url,
    STRIPE_WEBHOOK_SECRET: webhookSecret = "",
  } = readStage();
  const { mailboxUrl } = JSON.parse(readFileSync(`${folder}/addresses.json`, "utf8"));
  const common = { webhookUrl: `http://localhost:${appPort}/api/stripe/webhook`, webhookSecret, mailboxUrl };
  if (!url) return { stripe: new Stripe(key), isLocal: false, ...common };
  await fetch(`${url}/_emu/webhooks`, { method: "POST", body: JSON.stringify({ mode: "drop" }) });
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(key, { host: hostname, port: Number(port), protocol: "http", telemetry: false });
  return { stripe, isLocal: true, ...common };
}
