import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { billingIntents } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { findSubscription, type PaidSubscription } from "@/lib/billing/find-subscription";
import { hashOf, underWay } from "@/lib/billing/intents";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { liveStatuses } from "@/lib/billing/sync/access";
import { syncNow } from "@/lib/billing/sync/sync";
import { operatorOf } from "@/lib/core/access";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type PlatformCommand, platformCommand } from "@/lib/core/operation";
import { runOnPlatform } from "@/lib/core/run";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { clock } from "@/lib/platform/clock";
import { exampleId, newId } from "@/lib/platform/id";
import { lockTenant } from "@/lib/tenancy/lock-tenant";

/** What the history says was done. */
const told = z.enum(["trial.extended", "collection.paused", "collection.resumed"]);

type Asked = z.ZodType<{ slug: string; reason: string }>;

interface Declaration<I extends Asked, O extends z.ZodType> {
  name: string;
  summary: string;
  event: z.output<typeof told>;
  input: I;
  output: O;
  example: z.input<I>;
  /** Checks that it makes sense; throws `conflict` where it does not. */
  admit?(subscription: PaidSubscription): void;
  ask(subscription: PaidSubscription, input: z.output<I>, idempotencyKey: string): Promise<z.output<O>>;
  /** What the audit log keeps. The reason stays with the operators, in the intent. */
  data?(input: z.output<I>): Record<string, string>;
}

interface Begun<I extends Asked> {
  intentId: string;
  subscription: PaidSubscription;
  input: z.output<I>;
}

/**
 * Declares something an operator asks of Stripe for one workspace. The intent is stored, Stripe is asked with the intent's
 * id as its key and no transaction open, then it is told and our image is brought up to date. A deed that died in between
 * is superseded.
 */
export function operatorCommand<I extends Asked, O extends z.ZodType>({
  event,
  admit,
  ask,
  data,
  ...declaration
}: Declaration<I, O>): PlatformCommand<I, O> {
  return platformCommand<I, O, Begun<I>>({
    ...declaration,
    audience: "operator",
    emits: [],
    emitsNothing: "what was done is told once Stripe has done it",
    rest: { none: "operators work at the terminal" },
    async run({ db, context }, input) {
      const { id: tenantId } = await lockTenant(db, input.slug);
      const subscription = await findPaying(db, tenantId);
      admit?.(subscription);
      await supersede(db, tenantId);
      const intentId = newId("int");
      const params = { subscriptionId: subscription.stripeId, reason: input.reason };
      await db.insert(billingIntents).values({
        ...{ id: intentId, tenantId, kind: "operator", params, paramsHash: hashOf(params) },
        createdBy: operatorOf(context).id,
      });
      return { intentId, subscription, input };
    },
    async afterCommit({ context }, { intentId, subscription, input }) {
      const key = `intent:${intentId}:operate`;
      const made = await ask(subscription, input, key).catch((thrown) => giveUp(context, intentId, thrown));
      await runOnPlatform(finishOperation, context, { intentId, event, data: data?.(input) ?? {} });
      await readBack(subscription.customerId);
      return made;
    },
  });
}

async function giveUp(context: PlatformContext, intentId: string, thrown: unknown): Promise<never> {
  await runOnPlatform(finishOperation, context, { intentId, event: null, data: {} });
  if (!isRefusedByStripe(thrown)) throw thrown;
  throw new AppError("conflict", `Stripe refuses: ${messageOf(thrown)}`, { cause: thrown });
}

async function readBack(customerId: string): Promise<void> {
  if (await syncNow(customerId)) return;
  throw new AppError(
    "unavailable",
    "It is done at Stripe, but could not be read back yet: sync the workspace.",
  );
}

/** Tells what was done, in the workspace's own history; with no event it was refused and is only closed. */
export const finishOperation = platformCommand({
  name: "billing.finish_operation",
  summary: "Note what came of an operator's request to Stripe",
  audience: "operator",
  input: z.strictObject({
    intentId: z.string(),
    event: told.nullable(),
    data: z.record(z.string(), z.string()),
  }),
  output: z.void(),
  emits: told.options,
  emitsNothing: "a request that was refused is only closed",
  rest: { none: "the last step of what an operator asks of Stripe" },
  example: { intentId: exampleId("int"), event: "trial.extended", data: { days: "10" } },
  async run({ db, context, emitIn }, { intentId, event, data }) {
    const [intent] = await db
      .update(billingIntents)
      .set({ status: event ? "completed" : "failed", updatedAt: clock.now() })
      .where(and(eq(billingIntents.id, intentId), inArray(billingIntents.status, underWay)))
      .returning();
    if (!intent || !event) return;
    const subscription = await findPaying(db, intent.tenantId);
    const subject = { id: subscription.stripeId, label: planNameOf(subscription.plan) };
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
