import { once } from "node:events";
import { rm } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import Stripe from "stripe";
import { disconnect } from "@/db/client";
import { stopServer } from "@/dev/app";
import { prepareDatabase } from "@/dev/database";
import { startServices } from "@/dev/services";
import { pushCatalog } from "@/lib/billing/catalog";
import { type Figure, print } from "../report";
import { buildApp, serveApp } from "../server";
import { type SignedIn, signedInOwner } from "../signed-in-owner";
import { acknowledgeLeg } from "./acknowledge";
import { benchUsage } from "./usage";
import type { Post } from "./usage-ingest";

const port = 3_500;

/** `npm run bench:billing`: what webhooks and usage cost, as ratios to bare SQL in the same run, on a database of its own that keeps what it confirms. */
async function main(): Promise<Figure[]> {
  const folder = path.resolve(".local/bench/billing");
  await rm(folder, { recursive: true, force: true });
  const services = await startServices({ folder, appPort: port, log: () => undefined });
  const { env } = services;
  Object.assign(process.env, env, { LOG_LEVEL: "error", WORKER: "off" });
  const settings = {
    ...process.env,
    ...env,
    NODE_ENV: "production" as const,
    LOG_LEVEL: "error",
    WORKER: "off",
  };
  await prepareDatabase(env.DATABASE_OWNER_URL ?? "", env.DATABASE_URL ?? "", () => undefined);
  await pushCatalog();
  await buildApp(".", settings);
  const server = serveApp(".", port, settings);
  try {
    const url = `http://127.0.0.1:${port}`;
    await isReady(url);
    const owner = await signedInOwner(env.AUTH_SECRET ?? "");
    const usage = await benchUsage(env, poster(owner));
    const { hostname, port: stripePort } = new URL(env.STRIPE_API_URL ?? "");
    const stripe = new Stripe(env.STRIPE_SECRET_KEY ?? "", {
      host: hostname,
      port: stripePort,
      protocol: "http",
    });
    const [webhookSecret, ownerUrl] = [env.STRIPE_WEBHOOK_SECRET ?? "", env.DATABASE_OWNER_URL ?? ""];
    return [...usage, ...(await acknowledgeLeg({ url, webhookSecret, ownerUrl, stripe }))];
  } finally {
    await stopServer(server);
    await disconnect();
    await services.stop();
  }
}

/** By node:http, because fetch keeps the Host for itself, and the workspace is in it. */
function poster({ slug, cookie }: SignedIn): Post {
  const host = `${slug}.localhost:${port}`;
  const headers = { host, cookie, origin: `http://${host}`, "content-type": "application/json" };
  const agent = new http.Agent({ keepAlive: true });
  return async (events) => {
    const options = { host: "127.0.0.1", port, path: "/api/usage", method: "POST", headers, agent };
    const sent = http.request(options).end(JSON.stringify({ events }));
    const [answer] = (await once(sent, "response")) as [http.IncomingMessage];
    const body = await text(answer);
    if (answer.statusCode !== 200)
      throw new Error(`/api/usage answered ${answer.statusCode}: ${body.slice(0, 200)}`);
  };
}

async function isReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    if (answer?.ok) return;
    await delay(200);
  }
  throw new Error("the app never became ready");
}

main().then(
  (figures) => {
    print(figures);
    process.exit(figures.every(({ isMet }) => isMet !== false) ? 0 : 1);
  },
  (cause) => {
    console.error(cause);
    process.exit(1);
  },
);
