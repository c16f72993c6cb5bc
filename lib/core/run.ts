import { z } from "zod";
import { isTenants, type Store, type StoreDb, withPlatform, withStore } from "@/db/tenant";
import { said } from "@/lib/platform/said";
import { requireAccess, requirePermission } from "./access";
import type { PlatformContext, TenantContext } from "./context";
import { AppError } from "./errors";
import { type EventType, emitter } from "./events";
import { Invalidation } from "./invalidation";
import { answeredBefore, keepAnswer, type Once, written } from "./once";
import type { Audience, Command, PlatformCommand, PlatformQuery, PlatformScope, Query } from "./operation";
import { parseInput } from "./parse";
import { memberCaller, note, traced, visitorCaller } from "./refusals";

type Shape = z.ZodType;

/**
 * Runs a command: permission, parse, the tenant's transaction, limit, deed, event, commit, and what follows it.
 * Throws `AppError`; what throws before the commit leaves nothing behind but, where it is more than a slip, its trace.
 * With `once` a repetition is answered as the first time, and does nothing.
 */
export async function runCommand<I extends Shape, O extends Shape>(
  command: Command<I, O>,
  context: TenantContext,
  input: z.input<I>,
  once?: Once,
): Promise<z.output<O>> {
  return traced(memberCaller(command.name, context), input, async () => {
    requirePermission(context, command.permission);
    requireAccess(context, command.allowedWhenReadOnly ?? false);
    const parsed = parseInput(command.input, input);
    const idempotencyKey = crypto.randomUUID();
    const made = await change(command, context, parsed, idempotencyKey, once);
    if (made instanceof Before) return z.decode(command.output, JSON.parse(made.answer));
    const { afterCommit } = command;
    if (!afterCommit) return shown(command, made);
    const answer = await afterCommit({ context, idempotencyKey }, made);
    if (once)
      await withStore(storeOf(command), context.tenant.id, (db) =>
        keepAnswer(db, context.tenant.id, once, written(command.output, answer)),
      );
    return shown(command, answer);
  });
}

/** What was answered to the same request before. */
class Before {
  constructor(readonly answer: string) {}
}

async function change<I extends Shape>(
  command: Command<I>,
  context: TenantContext,
  input: z.output<I>,
  idempotencyKey: string,
  once?: Once,
): Promise<unknown> {
  const { tenant, actor, origin } = context;
  const invalidation = new Invalidation();
  let emitted = 0;
  const made = await withStore(storeOf(command), tenant.id, async (db) => {
    const before = once && (await answeredBefore(db, tenant.id, once));
    if (before) return new Before(before);
    const emit = emitter(db, { tenantId: tenant.id, actor, origin }, () => emitted++);
    await command.limit?.admit(db, tenant.id, command.adds?.(input) ?? 1);
    await requireWithin(command, db, tenant.id, input);
    const done = await command.run(
      { db, context, actor, emit, invalidate: invalidation.add, idempotencyKey },
      input,
    );
    if (emitted === 0 && !command.emitsNothing && !isRefusal(done))
      throw new Error(`${command.name} added nothing to the history`);
    const isTold = !command.afterCommit && !command.secretOnce;
    if (once) await keepAnswer(db, tenant.id, once, isTold ? written(command.output, done) : null);
    await invalidation.beforeCommit(db);
    return done;
  });
  await invalidation.afterCommit();
  return made;
}

async function requireWithin(command: Command, db: StoreDb, tenantId: string, input: unknown): Promise<void> {
  if (!command.within) return;
  const id = typeof input === "object" && input !== null && "id" in input ? input.id : undefined;
  if (typeof id !== "string" || !isTenants(db))
    throw new Error(
      `${command.name} names nothing of the workspace's own store that could be within a limit`,
    );
  await command.within.requireWithin(db, tenantId, id);
}

/** Runs a query inside the tenant's transaction. Throws `AppError`. */
export async function runQuery<I extends Shape, O extends Shape>(
  query: Query<I, O>,
  context: TenantContext,
  input: z.input<I>,
): Promise<z.output<O>> {
  return traced(memberCaller(query.name, context), input, async () => {
    requirePermission(context, query.permission);
    const parsed = parseInput(query.input, input);
    const work = (db: StoreDb) => query.run({ db, context }, parsed);
    return shown(query, await withStore(storeOf(query), context.tenant.id, work, { isReadOnly: true }));
  });
}

/** Runs what the platform itself does or answers: audience, parse, what takes long, its transaction. Throws `AppError`. */
export async function runOnPlatform<I extends Shape, O extends Shape>(
  operation: PlatformCommand<I, O> | PlatformQuery<I, O>,
  context: PlatformContext,
  input: z.input<I>,
): Promise<z.output<O>> {
  const caller = visitorCaller(operation.name, context);
  const answer = await traced(caller, input, async () => {
    requireAudience(operation.audience, context);
    const parsed = parseInput(operation.input, input);
    if (operation.kind === "platform-query")
      return shown(operation, await withPlatform((db) => operation.run({ db, context }, parsed)));
    const idempotencyKey = crypto.randomUUID();
    const made = await changePlatform(operation, context, parsed, idempotencyKey);
    const { afterCommit } = operation;
    return shown(operation, afterCommit ? await afterCommit({ context, idempotencyKey }, made) : made);
  });
  if (operation.isBadLink?.(answer)) note("link", caller);
  return answer;
}

async function changePlatform<I extends Shape>(
  command: PlatformCommand<I>,
  context: PlatformContext,
  input: z.output<I>,
  idempotencyKey: string,
): Promise<unknown> {
  const invalidation = new Invalidation();
  const prepared = await command.prepare?.(context, input);
  const made = await withPlatform(async (db) => {
    const emitIn: PlatformScope<EventType>["emitIn"] = async (tenantId, actor, type, subject, data) => {
      await emitter(db, { tenantId, actor, origin: context.origin })(type, subject, data);
    };
    const done = await command.run(
      { db, context, emitIn, invalidate: invalidation.add, idempotencyKey },
      input,
      prepared,
    );
    await invalidation.beforeCommit(db);
    return done;
  });
  await invalidation.afterCommit();
  return made;
}

const storeOf = ({ store = "tenant" }: Pick<Command | Query, "store">): Store => store;

/** What leaves: the members that the output names and no other, in the types the program works with. */
const shown = <O extends Shape>({ output }: { output: O }, value: unknown): z.output<O> =>
  z.decode(output, z.encode(output, value as z.output<O>));

/** `{ ok: false, reason }` is an answer, not a change, so it owes no event. */
const isRefusal = (result: unknown): boolean =>
  typeof result === "object" && result !== null && "ok" in result && result.ok === false;

function requireAudience(audience: Audience, context: PlatformContext): void {
  if (audience === "person" && !context.person)
    throw new AppError("unauthenticated", said("common.signInFirst"));
  if (audience === "operator" && !context.operator)
    throw new AppError("forbidden", said("common.operatorsOnly"));
}
