import { fork } from "node:child_process";
import { once } from "node:events";
import Stripe from "stripe";
import { disconnect } from "@/db/client";
import { startLocalStripe } from "@/dev/stripe/server";
import { webhookSecret } from "../../billing/model/app";
import { print } from "../report";
import { acknowledgeLeg } from "./acknowledge";
import { openBenchDatabase } from "./database";

async function main() {
  const db = await openBenchDatabase();
  const local = await startLocalStripe({ port: 0, webhook: null });
  Object.assign(process.env, {
    STRIPE_SECRET_KEY: local.secretKey,
    STRIPE_API_URL: local.url,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
  });
  let url = process.env.ACK_URL ?? "";
  const child = url
    ? null
    : fork("tests/bench/billing/app-process.ts", {
        execArgv: [
          ...(process.env.PROF ? ["--cpu-prof", "--cpu-prof-dir=/tmp/prof6"] : []),
          "--import",
          "tsx",
        ],
      });
  if (child) url = `http://127.0.0.1:${(await once(child, "message"))[0]}`;
  const u = new URL(local.url);
  const stripe = new Stripe(local.secretKey, {
    host: u.hostname,
    port: u.port,
    protocol: "http",
    telemetry: false,
  });
  print(
    await acknowledgeLeg({
      url,
      webhookSecret,
      ownerUrl: db.ownerUrl,
      stripe,
      seconds: Number(process.env.SECS ?? 3),
      rounds: 2,
    }),
  );
  child?.disconnect();
  await disconnect();
  await local.stop();
  await db.close();
}
main().then(
  () => process.exit(0),
  (e) => {
    console.error(e);
    process.exit(1);
  },
);
