import { parseArgs } from "node:util";
import { startLocalStripe } from "./server.js";

const usage = `Serves a Stripe account of your own on this machine, for development and tests.

  stripe-local --webhook http://localhost:3000/api/stripe/webhook --data .local/stripe.json

  --port <n>            12111 unless said otherwise; 0 takes a free one
  --webhook <url>       where events are delivered; without it nowhere
  --secret <text>       what signs them: whsec_local unless said otherwise
  --data <file>         keeps the account between two starts
  --public-url <url>    how a browser reaches the pages, when it is not the address served
  --seed <n>            makes ids, shuffles and duplicates repeatable`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "12111" },
      webhook: { type: "string" },
      secret: { type: "string", default: "whsec_local" },
      data: { type: "string" },
      "public-url": { type: "string" },
      seed: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(usage);
  const { webhook: url, secret } = values;
  const local = await startLocalStripe({
    port: numberOf("port", values.port),
    webhook: url ? { url, secret } : null,
    dataFile: values.data,
    publicUrl: values["public-url"],
    seed: values.seed === undefined ? undefined : numberOf("seed", values.seed),
    isProduction: process.env.NODE_ENV === "production",
  });
  console.log(`Stripe on ${local.url} with the key ${local.secretKey}`);
  console.log(url ? `Webhooks to ${url}, signed with ${secret}` : "Webhooks to nowhere (--webhook <url>)");
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void local.stop().then(() => process.exit(0)));
  }
}

function numberOf(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`--${name} takes a number, not ${text}.`);
}

main().catch((error: Error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exit(1);
});
