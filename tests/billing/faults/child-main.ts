import { setTimeout as delay } from "node:timers/promises";
import { continueMove } from "@/lib/billing/moves/continue-move";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { applySnapshot } from "@/lib/billing/sync/apply";
import { effectsJob } from "@/lib/billing/sync/effects";
import { claim } from "@/lib/billing/sync/lease";
import { receiveWebhook } from "@/lib/billing/sync/webhook";

import { runOnPlatform } from "@/lib/core/run";
import { operatorContext } from "@/lib/entry/cli";
import { clock } from "@/lib/platform/clock";

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
  /** Tells one payer after the other, then moves those whose renewal is at hand, so many milliseconds ahead of now. */
  async move(moveId = "", aheadMs = "0") {
    clock.shift(Number(aheadMs));
    for (let noticed = 1; noticed > 0; ) {
      ({ noticed } = await runOnPlatform(continueMove, operatorContext(), { moveId, batch: 1 }));
      console.log(`noticed ${noticed}`);
    }
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
