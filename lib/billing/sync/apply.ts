import { and, eq, inArray, ne } from "drizzle-orm";
import { billingIntents, planPrices } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { enqueueMeter } from "@/lib/billing/metered/meter-workspace";
import { needsMetering } from "@/lib/billing/metered/needs-metering";
import { billingMode } from "@/lib/billing/stripe/client";
import type { Snapshot } from "@/lib/billing/stripe/snapshot";
import { noteTrial } from "@/lib/billing/trials/note-trial";
import { Invalidation } from "@/lib/core/invalidation";
import { enqueue } from "@/lib/core/job";
import { entitlementKey } from "@/lib/entitlements/entitlement";
import { regrant, setGrant } from "@/lib/entitlements/plan-grants";
import { clock } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { tenantKey } from "@/lib/tenancy/find-tenant";
import { cancelMistakenJob } from "./cancel-mistaken";
import { driftOf, recordDrift } from "./drift";
import { forgetPauseEnds } from "./forget-pause-ends";
import { finish, holds, type Lease } from "./lease";
import { type Projection, project } from "./project";
import { type LocalState, readLocal } from "./read-local";
import { recordTransitions } from "./record-transitions";
import { restoreNameJob } from "./restore-name";
import type { Catalog } from "./states";
import { transitionsOf } from "./transitions";
import { wakeAtOf } from "./wake";
import { agrees, writeRows } from "./write-rows";

interface Options {
  /** Also records where the stored image differs, because nothing said that it should. */
  isSweep?: boolean;
}

/**
 * Makes the local state what a snapshot says, in one transaction: rows, effects, events, entitlement, progress.
 * Answers "fenced" and writes nothing where somebody took the lease over meanwhile.
 */
export async function applySnapshot(
  lease: Lease,
  snapshot: Snapshot,
  options: Options = {},
): Promise<"applied" | "fenced"> {
  const invalidation = new Invalidation();
  const outcome = await withPlatform(async (db) => {
    if (!(await holds(db, lease))) return "fenced";
    const local = await readLocal(db, lease.customerId);
    const projection = local && (await projectFor(db, local, snapshot));
    if (local && projection) {
      if (options.isSweep) await recordDrift(db, local, driftOf(local, projection));
      await write(db, local, projection, lease, invalidation);
      await restoreName(db, snapshot);
      await noteTrial(db, local.tenantId, projection, ownCards(snapshot));
    }
    await finish(db, lease, projection && wakeAtOf(projection));
    await invalidation.beforeCommit(db);
    return "applied";
  });
  await invalidation.afterCommit();
  return outcome;
}

async function restoreName(db: PlatformDb, { customer, nameBehindCard: behind }: Snapshot): Promise<void> {
  if (behind === null) return;
  const { id: customerId } = customer;
  await enqueue(db, restoreNameJob, { customerId, ...behind }, { key: `name:${customerId}` });
}

/** Stripe publishes the cards of its test modes: whoever has one there has it in common with everybody. */
const ownCards = ({ cards }: Snapshot): string[] => (billingMode() === "live" ? cards : []);

async function projectFor(db: PlatformDb, local: LocalState, snapshot: Snapshot): Promise<Projection> {
  const prices = await db.select().from(planPrices);
  const catalog: Catalog = new Map(prices.map((price) => [price.stripePriceId, price]));
  return project(snapshot, catalog, local);
}

async function write(
  db: PlatformDb,
  local: LocalState,
  projection: Projection,
  lease: Lease,
  invalidation: Invalidation,
): Promise<void> {
  const { tenantId } = local;
  for (const incident of projection.incidents) log().error({ tenantId }, incident);
  const numbered = await writeRows(db, local, projection, lease.wanted);
  await forgetPauseEnds(db, local, projection.subscriptions);
  await completeIntents(db, tenantId, projection.fulfilledIntents);
  await recordTransitions(db, tenantId, transitionsOf(local, { ...projection, ...numbered }));
  if (needsMetering(local, projection)) await enqueueMeter(db, tenantId);
  for (const subscriptionId of projection.mistaken) {
    await enqueue(db, cancelMistakenJob, { customerId: lease.customerId, subscriptionId });
  }
  if (agrees(local.grant, projection.grant)) return;
  await setGrant(db, tenantId, "subscription", projection.grant);
  if (await regrant(db, tenantId)) invalidation.add(tenantKey(local.slug), entitlementKey(tenantId));
}

async function completeIntents(db: PlatformDb, tenantId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db
    .update(billingIntents)
    .set({ status: "completed", updatedAt: clock.now() })
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        inArray(billingIntents.id, ids),
        ne(billingIntents.status, "completed"),
      ),
    );
}
