import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { withPlatform } from "@/db/tenant";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { job } from "@/lib/core/job";
import { summaryOf } from "@/lib/platform/describe-error";
import { log } from "@/lib/platform/log";
import { applySnapshot } from "./apply";
import { claim, fail, type Lease, progressOf, requestSync, restingMs, settleMs } from "./lease";
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

const laneCount = 5;

/** Brings customers in line up to date, five at a time, until none is left or about `limit` were done. */
export async function drain(limit = 200): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  await Promise.all(Array.from({ length: laneCount }, () => drive(outcomes, limit)));
  return outcomes;
}

/** One lane. Each takes its next customer by itself, so that one slow answer holds up nobody else. */
async function drive(outcomes: Outcome[], limit: number): Promise<void> {
  while (outcomes.length < limit) {
    const lease = await nextInLine();
    if (!lease) return;
    outcomes.push(await syncCustomer(lease));
  }
}

/** Waits for whoever was read a moment ago and is in line again; null where nobody is. */
async function nextInLine(): Promise<Lease | null> {
  for (;;) {
    const [lease] = await claim({ limit: 1 });
    if (lease) return lease;
    const ms = await restingMs();
    if (ms === null) return null;
    await delay(ms);
  }
}

const windowMs = 50;
let gathering: Promise<void> | null = null;
let busyLanes = 0;

/** What a webhook starts after it has answered. Those of one moment share the lanes, open once the last has settled. */
export function drainSoon(): Promise<void> {
  gathering ??= gather();
  return gathering;
}

/** Never more lanes than that in a process: they would only take connections from the webhooks. */
async function gather(): Promise<void> {
  await delay(windowMs);
  gathering = null;
  await delay(settleMs);
  const free = laneCount - busyLanes;
  busyLanes += free;
  await Promise.all(Array.from({ length: free }, () => drive([], 200).finally(() => busyLanes--)));
}

/** Reads a customer from Stripe, outside of any transaction, and applies what was read. Never throws. */
export async function syncCustomer(lease: Lease, options?: { isSweep: boolean }): Promise<Outcome> {
  const { customerId } = lease;
  try {
    return await applySnapshot(lease, await fetchSnapshot(customerId), options);
  } catch (cause) {
    const outcome = await fail(lease, summaryOf(cause));
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
  const target = await withPlatform((db) => requestSync(db, customerId, 0));
  for (const until = Date.now() + timeoutMs; Date.now() < until; await delay(100)) {
    const [lease] = await claim({ customerId });
    const outcome = lease ? await syncCustomer(lease) : "fenced";
    if (outcome === "failed" || outcome === "dead") return false;
    const progress = await progressOf(customerId);
    if (progress && progress.applied >= target) return true;
  }
  return false;
}
