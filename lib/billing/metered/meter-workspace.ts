import { inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { addMeteredItem } from "@/lib/billing/stripe/metered-item";
import { requestSync, settleMs } from "@/lib/billing/sync/lease";
import { enqueue, job } from "@/lib/core/job";
import { log } from "@/lib/platform/log";
import { type BilledWorkspace, findBilled } from "./billed-workspace";
import { endPausedPeriod, followPeriod, leavePeriod } from "./follow-period";
import { pushUsage } from "./push-usage";

/** After a sync that changed what use is billed by, and every hour. */
export const meterJob = job({
  name: "billing.meter",
  payload: z.object({ tenantId: z.string() }),
  run: ({ tenantId }) => meterWorkspace(tenantId),
});

/** Hourly: one job for every workspace whose use is billed. */
export const scheduleMeteringJob = job({
  name: "billing.schedule_metering",
  payload: z.object({}),
  schedule: "7 * * * *",
  async run() {
    await withPlatform(async (db) => {
      const rows = await db
        .selectDistinct({ tenantId: billingSubscriptions.tenantId })
        .from(billingSubscriptions)
        .where(inArray(billingSubscriptions.status, ["trialing", "active", "past_due"]));
      for (const { tenantId } of rows) await enqueueMeter(db, tenantId);
    });
  },
});

/** Queues the metering of one workspace, in the caller's transaction. */
export function enqueueMeter(db: Tx, tenantId: string): Promise<void> {
  return enqueue(db, meterJob, { tenantId }, { key: `meter:${tenantId}` });
}

/**
 * Brings Stripe's idea of a workspace's use up to date: the item that bills it, the periods, the totals. A renewal is a
 * draft for an hour, and its first event leads here, so the last of a period is told in time. May be repeated.
 */
export async function meterWorkspace(tenantId: string): Promise<void> {
  const billed = await findBilled(tenantId);
  if (!billed) return endUnbilled(tenantId);
  if (!billed.period) return ensureMeteredItem(billed);
  await tellAnew(billed);
}

async function endUnbilled(tenantId: string): Promise<void> {
  await leavePeriod(tenantId);
  await endPausedPeriod(tenantId);
}

async function tellAnew(billed: BilledWorkspace): Promise<void> {
  await followPeriod(billed);
  await pushUsage(billed);
}

/**
 * Before the terms change, and before what that costs is shown: what was used so far is billed by those it was used under.
 * Touches no subscription. Stripe being away is found out by what follows.
 */
export const tellUsageBeforeChange = (tenantId: string): Promise<void> =>
  tellUsage(tenantId).catch((cause) =>
    log().warn({ err: cause, tenantId }, "usage was not told before a change"),
  );

/**
 * Right after the terms have changed: the next change, which may come before a job does, has to find the period of this one.
 * Stripe being away is no reason to refuse what was done; the job that the sync has queued repeats it.
 */
export async function meterAfterChange(tenantId: string): Promise<void> {
  try {
    const billed = await findBilled(tenantId);
    if (billed?.period) await tellAnew(billed);
    if (!billed) await endUnbilled(tenantId);
  } catch (cause) {
    log().warn({ err: cause, tenantId }, "usage was not told after a change");
  }
}

/** What was used so far, for whoever asks what it comes to. Throws `unavailable` where Stripe is away. */
export async function tellUsage(tenantId: string): Promise<void> {
  const billed = await findBilled(tenantId);
  if (billed?.period) await pushUsage(billed);
}

/** A subscription of a longer interval, or one that somebody made at Stripe, gets the item once it is there. */
async function ensureMeteredItem({ customerId, subscriptionId, plan }: BilledWorkspace): Promise<void> {
  const prices = await findPriceIds(plan, "monthly");
  if (!prices?.overage) return;
  await addMeteredItem(subscriptionId, prices.overage);
  await withPlatform((db) => requestSync(db, customerId, settleMs));
}
