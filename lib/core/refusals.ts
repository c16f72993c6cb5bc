import { addressBlock } from "@/lib/platform/address";
import type { Actor, Origin, PlatformContext, TenantContext } from "./context";
import { AppError } from "./errors";
import { maskEmail } from "./mask-email";
import { type Refusal, tellRefusals } from "./tell-refusals";
import type { Trace } from "./traces";

/** Who asked for what, where, as far as it was known when it was refused. */
export interface Caller {
  verb: string;
  tenantId: string | null;
  actor: Actor;
  origin: Origin;
}

const most = 5_000;
const pauseMs = 1_000;

// `next dev` reloads modules and bundles them apart; what waits to be told must survive that.
const shared = globalThis as typeof globalThis & {
  tenantryRefusals?: { open: Map<string, Refusal>; telling?: Promise<void>; timer?: NodeJS.Timeout };
};
shared.tenantryRefusals ??= { open: new Map() };
const state = shared.tenantryRefusals;
const noted = new WeakSet<AppError>();

export const nobody: Actor = { kind: "anonymous", id: null, label: "Somebody" };

export const memberCaller = (verb: string, { tenant, actor, origin }: TenantContext): Caller => ({
  verb,
  tenantId: tenant.id,
  actor,
  origin,
});

export function visitorCaller(verb: string, { tenant, person, operator, origin }: PlatformContext): Caller {
  const actor: Actor = person
    ? { kind: "user", id: person.id, label: person.name, email: person.email }
    : operator
      ? { kind: "operator", ...operator }
      : nobody;
  return { verb, tenantId: tenant?.id ?? null, actor, origin };
}

/** Runs `work`; a refusal that is more than a slip leaves its trace, whatever was rolled back with it. */
export async function traced<T>(caller: Caller, input: unknown, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    noteRefusal(thrown, caller, input);
    throw thrown;
  }
}

/** Notes what was thrown, once. Only counts: what is written is written later, so that no answer waits for it or tells by it. */
export function noteRefusal(thrown: unknown, caller: Caller, input?: unknown): void {
  if (!(thrown instanceof AppError) || !thrown.trace || noted.has(thrown)) return;
  noted.add(thrown);
  note(thrown.trace, caller, input);
}

/** The same for a refusal that is an answer, such as "this link is not good any more". */
export function note(trace: Trace, caller: Caller, input?: unknown): void {
  const { tenantId, actor, verb, origin } = caller;
  const key = JSON.stringify([tenantId, actor.kind, actor.id ?? addressBlock(origin.ip), verb, trace]);
  const before = state.open.get(key);
  if (!before && state.open.size >= most) return;
  const account = accountIn(input);
  // Of several accounts none is named: what was tried on all of them is not held for guessing at one.
  const isOne = !before || before.account === account;
  const count = (before?.count ?? 0) + 1;
  state.open.set(key, { ...caller, key, trace, count, account: isOne ? account : undefined });
  schedule();
}

/** Tells what waits and resolves once it is told: for a process that may be frozen after its answer, and for tests. */
export async function flushRefusals(): Promise<void> {
  await state.telling;
  const batch = [...state.open.values()];
  state.open.clear();
  if (batch.length === 0) return state.telling;
  state.telling = tellRefusals(batch).finally(() => {
    state.telling = undefined;
  });
  return state.telling;
}

/** At once after a quiet second, then once a second: a flood costs the database no more than that. */
function schedule(): void {
  if (state.timer) return;
  state.timer = setTimeout(() => {
    state.timer = undefined;
    if (state.open.size > 0) schedule();
  }, pauseMs).unref();
  // Where the database is slow, what comes meanwhile is counted on and told with the next.
  setImmediate(() => {
    if (!state.telling) void flushRefusals();
  });
}

/** Whom a refused attempt was about, where its form asks for an e-mail; somebody may have typed a password there. */
function accountIn(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("email" in input)) return undefined;
  return typeof input.email === "string" ? maskEmail(input.email) : undefined;
}
