import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { billingIntents } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { findSubscription, type PaidSubscription } from "@/lib/billing/find-subscription";
import { hashOf, underWay } from "@/lib/billing/intents";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { liveStatuses } from "@/lib/billing/sync/access";
import { syncNow } from "@/lib/billing/sync/sync";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { EventType } from "@/lib/core/events";
import { executePlatform, operatorOf, platformCommand } from "@/lib/core/platform-command";
import { plans } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { operatorReason, workspaceSlug } from "@/lib/tenancy/schema";

/** Something an operator asks of Stripe for one workspace. */
interface Operation {
  slug: string;
  reason: string;
  event: EventType;
  /** Checks that it makes sense; throws `conflict` where it does not. */
  admit?(subscription: PaidSubscription): void;
  ask(subscription: PaidSubscription, idempotencyKey: string): Promise<void>;
  /** What the audit log keeps beside the reason. */
  data?: Record<string, string>;
}

/**
 * The three steps of an operator's deed: the intent is stored, Stripe is asked with the intent's id as its key and no
 * transaction open, then it is told and our image is brought up to date. A deed that died in between is superseded.
 */
export async function operate(context: PlatformContext, operation: Operation): Promise<PaidSubscription> {
  const { slug, reason, event, data = {} } = operation;
  const begun = await executePlatform(beginOperation, context, { slug, reason });
  const { intentId, subscription } = begun;
  try {
    operation.admit?.(subscription);
    await operation.ask(subscription, `intent:${intentId}:operate`);
  } catch (thrown) {
    await executePlatform(finishOperation, context, { intentId, event: null, data: {} });
    if (!isRefusedByStripe(thrown)) throw thrown;
    throw new AppError("conflict", `Stripe refuses: ${messageOf(thrown)}`, { cause: thrown });
  }
  await executePlatform(finishOperation, context, { intentId, event, data: { reason, ...data } });
  if (!(await syncNow(subscription.customerId)))
    throw new AppError(
      "unavailable",
      "It is done at Stripe, but could not be read back yet: sync the workspace.",
    );
  return subscription;
}

export const beginOperation = platformCommand({
  name: "billing.begin_operation",
  door: "operator",
  reason: "An operator stands above every workspace and is a member of none.",
  input: z.strictObject({ slug: workspaceSlug, reason: operatorReason }),
  async run({ db, context }, { slug, reason }) {
    const { id: tenantId } = await lockTenant(db, slug);
    const subscription = await findPaying(db, tenantId);
    const params = { subscriptionId: subscription.stripeId, reason };
    await supersede(db, tenantId);
    const intentId = newId("intent");
    await db.insert(billingIntents).values({
      ...{ id: intentId, tenantId, kind: "operator", params, paramsHash: hashOf(params) },
      createdBy: operatorOf(context).id,
    });
    return { intentId, subscription };
  },
});

/** Tells what was done, in the workspace's own history; with no event it was refused and is only closed. */
export const finishOperation = platformCommand({
  name: "billing.finish_operation",
  door: "operator",
  reason: "An operator stands above every workspace and is a member of none.",
  input: z.strictObject({
    intentId: z.string(),
    event: z.custom<EventType>((value) => typeof value === "string").nullable(),
    data: z.record(z.string(), z.string()),
  }),
  async run({ db, context, emitIn }, { intentId, event, data }) {
    const [intent] = await db
      .update(billingIntents)
      .set({ status: event ? "completed" : "failed", updatedAt: clock.now() })
      .where(and(eq(billingIntents.id, intentId), inArray(billingIntents.status, underWay)))
      .returning();
    if (!intent || !event) return;
    const subscription = await findPaying(db, intent.tenantId);
    const subject = { id: subscription.stripeId, label: plans[subscription.plan ?? "free"].name };
    await emitIn(intent.tenantId, operatorOf(context), event, subject, data);
  },
});

async function findPaying(db: PlatformDb, tenantId: string): Promise<PaidSubscription> {
  const subscription = await findSubscription(db, tenantId, liveStatuses);
  if (!subscription) throw new AppError("conflict", "This workspace has no running subscription.");
  return subscription;
}

/** Only one deed at a time: an older one that never ended makes room. */
async function supersede(db: PlatformDb, tenantId: string): Promise<void> {
  await db
    .update(billingIntents)
    .set({ status: "superseded", updatedAt: clock.now() })
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        eq(billingIntents.kind, "operator"),
        inArray(billingIntents.status, underWay),
      ),
    );
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
