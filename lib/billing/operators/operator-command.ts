import { and, desc, eq, gt, inArray, or } from "drizzle-orm";
import { z } from "zod";
import { billingIntents } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { hashOf, type Intent, tryMs, underWay } from "@/lib/billing/intents";
import { isOtherRequest, isRefusedByStripe } from "@/lib/billing/stripe/client";
import { declineOf } from "@/lib/billing/stripe/payment";
import { syncNow } from "@/lib/billing/sync/sync";
import { operatorOf } from "@/lib/core/access";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type PlatformCommand, platformCommand } from "@/lib/core/operation";
import { runOnPlatform } from "@/lib/core/run";
import { clock } from "@/lib/platform/clock";
import { exampleId, newId } from "@/lib/platform/id";
import { speak } from "@/lib/platform/translate";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { askedBy, doneAlready, keyLifeMs } from "./done-already";

/** What the history says was done. */
const told = z.enum([
  "trial.extended",
  "collection.paused",
  "collection.resumed",
  "invoice.refunded",
  "invoice.written_off",
  "billing_account.credited",
  "payment.requested",
]);

const subject = z.object({ id: z.string(), label: z.string() });
/** What an intent keeps: what the history will name, and why. The reason stays with the operators. */
const kept = z.object({ subject, reason: z.string() });

type Asked = z.ZodType<{ slug: string; reason: string; isAgain?: boolean; isDryRun?: boolean }>;

/** What a deed is about: who pays, and what the history names. */
export interface Target {
  customerId: string;
  subject: z.output<typeof subject>;
}

interface Declaration<I extends Asked, O extends z.ZodType, T extends Target> {
  name: string;
  summary: string;
  event: z.output<typeof told>;
  /** The same in the same words within a day is refused, unless `isAgain` says that it is meant. */
  givesMoney?: true;
  input: I;
  output: O;
  example: z.input<I>;
  /** Finds it under the workspace's lock; throws `conflict` where the deed makes no sense. */
  find(db: PlatformDb, tenantId: string, input: z.output<I>): Promise<T>;
  /** What would come of it, for an input that has `isDryRun`. */
  foresee?(target: T): z.output<O>;
  ask(target: T, input: z.output<I>, idempotencyKey: string): Promise<z.output<O>>;
  /** What the audit log keeps besides. */
  data?(target: T, input: z.output<I>): Record<string, string>;
}

interface AskedDeed {
  intentId: string;
  /** What makes it one request at Stripe, however often it is asked for until there is an answer. */
  key: string;
}

interface Begun<I extends Asked, T extends Target> {
  tenantId: string;
  /** Null in a dry run. */
  asked: AskedDeed | null;
  target: T;
  input: z.output<I>;
}

/**
 * Declares something an operator asks of Stripe for one workspace. The intent is stored, Stripe is asked with the intent's
 * id as its key and no transaction open, then it is told and our image is brought up to date. Where Stripe's answer got lost
 * the intent stays open, and the same deed asked for again is the same request, also when another one came between. Throws
 * `conflict` while another one is on its way: it would decide by what that one is about to change.
 */
export function operatorCommand<I extends Asked, O extends z.ZodType, T extends Target>({
  event,
  givesMoney,
  find,
  foresee,
  ask,
  data,
  ...declaration
}: Declaration<I, O, T>): PlatformCommand<I, O> {
  return platformCommand<I, O, Begun<I, T>>({
    ...declaration,
    audience: "operator",
    emits: [],
    emitsNothing: "what was done is told once Stripe has done it",
    rest: { none: "operators work at the terminal" },
    async run({ db, context }, input) {
      const { id: tenantId } = await lockTenant(db, input.slug);
      const target = await find(db, tenantId, input);
      if (input.isDryRun) return { tenantId, asked: null, target, input };
      const { subject } = target;
      const deed = { operation: declaration.name, subject, input };
      const asked = await joinDeed(db, tenantId, {
        ...{ params: { subject, reason: input.reason }, paramsHash: hashOf(deed) },
        createdBy: operatorOf(context).id,
        isOnce: givesMoney === true && !input.isAgain,
      });
      return { tenantId, asked, target, input };
    },
    async afterCommit({ context }, { tenantId, asked, target, input }) {
      if (asked === null) return foreseen(declaration.name, foresee?.(target));
      const { intentId, key } = asked;
      const made = await ask(target, input, key).catch(async (thrown) => {
        const refusal = await giveUp(context, intentId, thrown);
        // What it is about may have moved on at Stripe: then our own words say how it stands.
        if (await syncNow(target.customerId)) await withPlatform((db) => find(db, tenantId, input));
        throw refusal;
      });
      const told = { intentId, event, data: data?.(target, input) ?? {} };
      const { doneBy } = await runOnPlatform(finishOperation, context, told);
      if (givesMoney && doneBy !== null) throw doneAlready(doneBy, "a moment ago");
      await readBack(target.customerId);
      return made;
    },
  });
}

function foreseen<T>(name: string, outcome: T | undefined): T {
  if (outcome === undefined) throw new Error(`${name} cannot tell what would come of it`);
  return outcome;
}

/** Closes what Stripe refused, and returns the refusal. Throws `unavailable` where there is no answer. */
async function giveUp(context: PlatformContext, intentId: string, thrown: unknown): Promise<AppError> {
  const refusal = refusalOf(thrown);
  // Without an answer it may have been done: the intent stays open, so that the next try is the same request.
  if (refusal === null)
    throw new AppError(
      "unavailable",
      "Stripe did not answer, and may have done it. Ask again: it is done once.",
      { cause: thrown },
    );
  await runOnPlatform(finishOperation, context, { intentId, event: null, data: {} });
  return refusal;
}

function refusalOf(thrown: unknown): AppError | null {
  if (isOtherRequest(thrown))
    return new AppError(
      "conflict",
      "An earlier try may have got through meanwhile. Sync the workspace and look before you ask again.",
      { cause: thrown },
    );
  if (!isRefusedByStripe(thrown) && declineOf(thrown) === null) return null;
  return new AppError("conflict", `Stripe refuses: ${messageOf(thrown)}`, { cause: thrown });
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
  /** Who asked for the very same at once and was told first; null where it is told now. */
  output: z.object({ doneBy: z.string().nullable() }),
  emits: told.options,
  emitsNothing: "a request that was refused is only closed",
  rest: { none: "the last step of what an operator asks of Stripe" },
  example: { intentId: exampleId("int"), event: "trial.extended", data: { days: "10" } },
  async run({ db, context, emitIn }, { intentId, event, data }) {
    const [intent] = await db
      .update(billingIntents)
      // Of two who asked for the very same at once it is whose answer came first.
      .set({
        ...{ status: event ? "completed" : "failed", updatedAt: clock.now() },
        createdBy: operatorOf(context).id,
      })
      .where(and(eq(billingIntents.id, intentId), inArray(billingIntents.status, underWay)))
      .returning();
    if (!event) return { doneBy: null };
    if (!intent) return { doneBy: await askedBy(db, intentId) };
    await emitIn(intent.tenantId, operatorOf(context), event, kept.parse(intent.params).subject, data);
    return { doneBy: null };
  },
});

interface Deed extends Pick<Intent, "params" | "paramsHash" | "createdBy"> {
  /** The very same that was done within a day is not done once more. */
  isOnce: boolean;
}

/**
 * The intent of a deed: the one that is still open of the very same, else a new one. There is one at a time. A new one of a
 * deed that another superseded before it had an answer asks under the first one's key.
 */
async function joinDeed(db: PlatformDb, tenantId: string, { isOnce, ...deed }: Deed): Promise<AskedDeed> {
  const { open, same } = await readTries(db, tenantId, deed.paramsHash);
  const answered = same.findIndex(({ status }) => status === "completed" || status === "failed");
  const unanswered = answered < 0 ? same : same.slice(0, answered);
  const first = unanswered.at(-1)?.id;
  if (open && first && unanswered.some(({ id }) => id === open.id))
    return { intentId: open.id, key: keyOf(first) };
  const done = same.find(({ status }) => status === "completed");
  if (isOnce && done) throw doneAlready(done.createdBy, `at ${done.updatedAt.toISOString().slice(0, 16)}Z`);
  if (open && open.paramsHash !== deed.paramsHash && open.createdAt > clock.in(-tryMs))
    throw new AppError(
      "conflict",
      "Another request for this workspace is on its way. Ask again in a minute.",
    );
  if (open) await supersede(db, open.id);
  const id = newId("int");
  await db.insert(billingIntents).values({ id, tenantId, kind: "operator", ...deed });
  return { intentId: id, key: keyOf(first ?? id) };
}

/**
 * The open intent, and every try of the very same for as long as Stripe remembers its key, the newest first. One statement:
 * whoever is first finishes without the workspace's lock, and between two reads would be neither open nor done.
 */
async function readTries(db: PlatformDb, tenantId: string, paramsHash: string) {
  const { kind, status, createdAt, id } = billingIntents;
  const isSame = and(eq(billingIntents.paramsHash, paramsHash), gt(createdAt, clock.in(-keyLifeMs)));
  const found = await db
    .select()
    .from(billingIntents)
    .where(
      and(eq(billingIntents.tenantId, tenantId), eq(kind, "operator"), or(inArray(status, underWay), isSame)),
    )
    .orderBy(desc(id));
  return {
    open: found.find((one) => underWay.includes(one.status)),
    same: found.filter((one) => one.paramsHash === paramsHash && one.createdAt > clock.in(-keyLifeMs)),
  };
}

/** One that was answered meanwhile keeps its answer. */
async function supersede(db: PlatformDb, intentId: string): Promise<void> {
  await db
    .update(billingIntents)
    .set({ status: "superseded", updatedAt: clock.now() })
    .where(and(eq(billingIntents.id, intentId), inArray(billingIntents.status, underWay)));
}

const keyOf = (intentId: string): string => `intent:${intentId}:operate`;

const messageOf = (thrown: unknown): string =>
  speak("en", thrown instanceof Error ? thrown.message : String(thrown));
