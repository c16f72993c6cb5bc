import { setTimeout as delay } from "node:timers/promises";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { applySnapshot } from "@/lib/billing/sync/apply";
import { effectsJob } from "@/lib/billing/sync/effects";
import { claim } from "@/lib/billing/sync/lease";
import { receiveWebhook } from "@/lib/billing/sync/webhook";

const [deed, ...input] = process.argv.slice(2);

const deeds: Record<string, (...input: string[]) => Promise<void>> = {
  /** Answers a delivery, and dies before it can do anything about it. */
  async receive(body = "", signature = "") {
    const headers = { "stripe-signature": signature };
    const { status } = await receiveWebhook(new Request("http://app/", { method: "POST", headers, body }));
    console.log(`answered ${status}`);
  },
  async fetch(customerId = "") {
    await claim({ customerId });
    await fetchSnapshot(customerId);
    console.log("fetched");
  },
  async apply(customerId = "") {
    const [lease] = await claim({ customerId });
    if (!lease) throw new Error("nothing to claim");
    const snapshot = await fetchSnapshot(customerId);
    console.log("applying");
    await applySnapshot(lease, snapshot);
    console.log("applied");
  },
  async effects() {
    console.log("sending");
    await effectsJob.run({});
    console.log("sent");
  },
};

async function main(): Promise<void> {
  await deeds[deed ?? ""]?.(...input);
  await delay(60_000);
}

void main();
