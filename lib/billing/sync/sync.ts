import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { withPlatform } from "@/db/tenant";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { job } from "@/lib/core/job";
import { log } from "@/lib/platform/log";
import { applySnapshot } from "./apply";
import { claim, fail, type Lease, progressOf, settleMs, want } from "./lease";
import { wakeDue } from "./wake-due";

export type Outcome = "applied" | "fenced" | "failed" | "dead";

/** Every minute: what a process died over, what is due again, and what time alone has changed. */
export const syncJob = job({
  name: "billing.sync",
  payload: z.object({}),
  schedule: "* * * * *",
  async run() {
    await wakeDue();
    await drain();
  },
});

const lanes = 5;

/** Brings customers that are due up to date, five at a time, until none is left or about `limit` were done. */
export async function drain(limit = 200): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  // Each lane takes its next customer by itself, so that one slow answer holds up nobody else.
  const follow = async (first: Lease) => {
    for (let lease: Lease | undefined = first; lease; ) {
      outcomes.push(await syncCustomer(lease));
      [lease] = outcomes.length < limit ? await claim({ limit: 1 }) : [];
    }
  };
  await Promise.all((await claim({ limit: lanes })).map(follow));
  return outcomes;
}

const windowMs = 50;
const maxDrains = 1;
let gathering: Promise<void> | null = null;
let draining = 0;

/** What a webhook starts after it has answered. Those of one moment share a drain, begun when the last has settled. */
export function drainSoon(): Promise<void> {
  gathering ??= gather();
  return gathering;
}

async function gather(): Promise<void> {
  await delay(windowMs);
  gathering = null;
  await delay(settleMs);
  // Those under way go on until nothing is due; more of them would only take connections from the webhooks.
  if (draining >= maxDrains) return;
  draining++;
  await drain().finally(() => draining--);
}

/** Reads a customer from Stripe, outside of any transaction, and applies what was read. Never throws. */
export async function syncCustomer(lease: Lease, options?: { isSweep: boolean }): Promise<Outcome> {
  const { customerId } = lease;
  try {
    return await applySnapshot(lease, await fetchSnapshot(customerId), options);
  } catch (cause) {
    const outcome = await fail(lease, cause instanceof Error ? cause.message : String(cause));
    const level = outcome === "dead" ? "error" : "warn";
    log()[level]({ err: cause, customerId, outcome }, "billing sync did not succeed");
    return outcome;
  }
}

/**
 * Read your writes: returns true once everything Stripe knew of the customer at the call is applied here, by us or by
 * whoever holds the lease; false when it failed or took longer than `timeoutMs`.
 */
export async function syncNow(customerId: string, timeoutMs = 8_000): Promise<boolean> {
  const target = await withPlatform((db) => want(db, customerId, 0));
  for (const until = Date.now() + timeoutMs; Date.now() < until; await delay(100)) {
    const [lease] = await claim({ customerId });
    const outcome = lease ? await syncCustomer(lease) : "fenced";
    if (outcome === "failed" || outcome === "dead") return false;
    const progress = await progressOf(customerId);
    if (progress && progress.applied >= target) return true;
  }
  return false;
}
