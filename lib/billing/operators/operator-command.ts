import { and, desc, eq, gt, inArray, type SQL } from "drizzle-orm";
import { z } from "zod";
import { billingIntents } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { hashOf, type Intent, tryMs, underWay } from "@/lib/billing/intents";
import { isOtherRequest, isRefusedByStripe } from "@/lib/billing/stripe/client";
import { declineOf } from "@/lib/billing/stripe/payment";
import { syncNow } from "@/lib/billing/sync/sync";
import { operatorOf } from "@/lib/core/access";
import type { PlatformContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { type PlatformCommand, platformCommand } from "@/lib/core/operation";
import { runOnPlatform } from "@/lib/core/run";
import { clock, hours } from "@/lib/platform/clock";
import { exampleId, newId } from "@/lib/platform/id";
import { speak } from "@/lib/platform/translate";
import { lockTenant } from "@/lib/tenancy/lock-tenant";

/** Stripe forgets a key after a day; a deed that was left open for longer would be done a second time under it. */
const keyLifeMs = hours(23);

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

type Asked = z.ZodType<{ slug: string; reason: string; isDryRun?: boolean }>;

/** What a deed is about: who pays, and what the history names. */
export interface Target {
  customerId: string;
  subject: z.output<typeof subject>;
}

interface Declaration<I extends Asked, O extends z.ZodType, T extends Target> {
  name: string;
  summary: string;
  event: z.output<typeof told>;
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
      if (input.isDryRun) return { asked: null, target, input };
      const { subject } = target;
      const deed = { operation: declaration.name, subject, input };
      const asked = await joinDeed(db, tenantId, {
        params: { subject, reason: input.reason },
        paramsHash: hashOf(deed),
        createdBy: operatorOf(context).id,
      });
      return { asked, target, input };
    },
    async afterCommit({ context }, { asked, target, input }) {
      if (asked === null) return foreseen(declaration.name, foresee?.(target));
      const { intentId, key } = asked;
      const made = await ask(target, input, key).catch((thrown) => giveUp(context, intentId, thrown));
      await runOnPlatform(finishOperation, context, { intentId, event, data: data?.(target, input) ?? {} });
      await readBack(target.customerId);
      return made;
    },
  });
}

function foreseen<T>(name: string, outcome: T | undefined): T {
  if (outcome === undefined) throw new Error(`${name} cannot tell what would come of it`);
  return outcome;
}

async function giveUp(context: PlatformContext, intentId: string, thrown: unknown): Promise<never> {
  const refusal = refusalOf(thrown);
  // Without an answer it may have been done: the intent stays open, so that the next try is the same request.
  if (refusal === null)
    throw new AppError(
      "unavailable",
      "Stripe did not answer, and may have done it. Ask again: it is done once.",
      { cause: thrown },
    );
  await runOnPlatform(finishOperation, context, { intentId, event: null, data: {} });
  throw refusal;
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
    await emitIn(intent.tenantId, operatorOf(context), event, kept.parse(intent.params).subject, data);
  },
});

type Deed = Pick<Intent, "params" | "paramsHash" | "createdBy">;

/**
 * The intent of a deed: the one that is still open of the very same, else a new one. There is one at a time. A new one of a
 * deed that another superseded before it had an answer asks under the first one's key.
 */
async function joinDeed(db: PlatformDb, tenantId: string, deed: Deed): Promise<AskedDeed> {
  const isOperators = and(eq(billingIntents.tenantId, tenantId), eq(billingIntents.kind, "operator"));
  const isOpen = and(isOperators, inArray(billingIntents.status, underWay));
  const [open] = await db.select().from(billingIntents).where(isOpen);
  const unanswered = await listUnanswered(
    db,
    and(isOperators, eq(billingIntents.paramsHash, deed.paramsHash)),
  );
  const first = unanswered.at(-1);
  if (open && first && unanswered.includes(open.id)) return { intentId: open.id, key: keyOf(first) };
  if (open && open.paramsHash !== deed.paramsHash && open.createdAt > clock.in(-tryMs))
    throw new AppError(
      "conflict",
      "Another request for this workspace is on its way. Ask again in a minute.",
    );
  await db.update(billingIntents).set({ status: "superseded", updatedAt: clock.now() }).where(isOpen);
  const id = newId("int");
  await db.insert(billingIntents).values({ id, tenantId, kind: "operator", ...deed });
  return { intentId: id, key: keyOf(first ?? id) };
}

/** The tries since the last that had an answer, the newest first, as long as Stripe remembers their key. */
async function listUnanswered(db: PlatformDb, isSame: SQL | undefined): Promise<string[]> {
  const tries = await db
    .select({ id: billingIntents.id, status: billingIntents.status })
    .from(billingIntents)
    .where(and(isSame, gt(billingIntents.createdAt, clock.in(-keyLifeMs))))
    .orderBy(desc(billingIntents.id));
  const answered = tries.findIndex(({ status }) => status === "completed" || status === "failed");
  return (answered < 0 ? tries : tries.slice(0, answered)).map(({ id }) => id);
}

const keyOf = (intentId: string): string => `intent:${intentId}:operate`;

const messageOf = (thrown: unknown): string =>
  speak("en", thrown instanceof Error ? thrown.message : String(thrown));
