import type { z } from "zod";
import type { PlatformDb, Store, StoreDb, StoreDbs, TenantDb } from "@/db/tenant";
import type { Actor, PlatformContext, TenantContext } from "./context";
import type { Emit, EventSubject, EventType } from "./events";
import type { Permission } from "./permissions";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Where a machine finds an operation, below `/api/v1`, or why it does not. `{id}` is a member of the input. */
export type Rest = `${Method} /${string}` | { none: string };

/** What every operation says of itself; forms, pages, addresses for machines, documents and attacks follow from it. */
interface Declared<I extends z.ZodType, O extends z.ZodType> {
  /** `noun.verb`. */
  name: string;
  /** What it does, in the imperative and without a full stop: "Create a project". */
  summary: string;
  /** Strict, and of JSON types: forms and addresses decode their text before. */
  input: I;
  /** All that leaves, however much more `run` returns. */
  output: O;
  rest: Rest;
  /** A valid input, as documents show it and the attacks begin with it. Ids are written as `exampleId` makes them. */
  example: z.input<I>;
}

/** A cap of the plan, checked under a lock inside the command's own transaction. */
export interface Limit<D extends StoreDb = TenantDb> {
  name: string;
  /** Throws `limit_exceeded` when so many more do not fit. */
  admit(db: D, tenantId: string, units?: number): Promise<void>;
}

/** What holds a change of one counted thing back: since a downgrade there may be more of them than the plan includes. */
export interface WithinLimit {
  /** Throws `limit_exceeded` where the thing is beyond the cap, and nothing where there is no such thing. */
  requireWithin(db: TenantDb, tenantId: string, id: string): Promise<void>;
}

/** What a change is given: a transaction that is the tenant, so that there is no tenant id to pass or forget. */
export interface CommandScope<E extends EventType = EventType, D extends StoreDb = TenantDb> {
  db: D;
  context: TenantContext;
  actor: Actor;
  emit: Emit<E>;
  /** Names cache keys this change makes stale. */
  invalidate(...keys: string[]): void;
  /** This run's own, before the commit and after it: what a vendor is asked for under it is done once. */
  idempotencyKey: string;
}

/** What follows the commit is given. No transaction is open, so a vendor may take its time. */
interface AfterCommitScope<C> {
  context: C;
  idempotencyKey: string;
}

/** What a change adds to the workspace's history. */
interface Emits<E extends EventType> {
  /** Events of these types and no others. */
  emits: readonly E[];
  /** Why a run may add none. */
  emitsNothing?: string;
  /** The answer holds a secret, which is told once and kept nowhere: no repetition is answered with it. */
  secretOnce?: true;
}

/** What an operation of a workspace says besides. */
interface OfWorkspace<S extends Store> {
  permission: Permission;
  /** Where the rows it touches live, and no others: the workspace's own store, or, if it says so, the platform's. */
  store?: S;
}

interface CommandDeclaration<
  I extends z.ZodType,
  O extends z.ZodType,
  E extends EventType,
  R,
  S extends Store,
> extends Declared<I, O>,
    OfWorkspace<S>,
    Emits<E> {
  limit?: Limit<StoreDbs[S]>;
  /** How many units of the limit an input takes; one where it is left out. */
  adds?(input: z.output<I>): number;
  /** Of a change to the counted thing that `id` of the input names: refused while that is beyond the cap. */
  within?: WithinLimit;
  /** Why a change to a counted thing is open beyond the cap, such as putting it away. */
  openBeyondLimit?: string;
  /** What leads out of an unpaid invoice, or lets people go, stays open while a workspace is restricted or paused. */
  allowedWhenReadOnly?: true;
  run(scope: CommandScope<E, StoreDbs[S]>, input: z.output<I>): Promise<R>;
}

/** The second half of a change that asks a vendor: after the commit, so that nothing is asked for a change that was not kept. */
interface Vendor<C, O extends z.ZodType, R> {
  afterCommit(scope: AfterCommitScope<C>, made: R): Promise<z.output<O>>;
}

export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends CommandDeclaration<I, O, EventType, unknown, Store>,
    Partial<Vendor<TenantContext, O, unknown>> {
  readonly kind: "command";
}

/** Declares a change of a workspace. With `afterCommit` the output is what that returns, without it what `run` does. */
export function command<
  I extends z.ZodType,
  O extends z.ZodType,
  R,
  E extends EventType = never,
  S extends Store = "tenant",
>(declaration: CommandDeclaration<I, O, E, R, S> & Vendor<TenantContext, O, R>): Command<I, O>;
export function command<
  I extends z.ZodType,
  O extends z.ZodType,
  E extends EventType = never,
  S extends Store = "tenant",
>(declaration: CommandDeclaration<I, O, E, z.output<O>, S>): Command<I, O>;
export function command<I extends z.ZodType, O extends z.ZodType>(
  declaration: Omit<Command<I, O>, "kind">,
): Command<I, O> {
  return { kind: "command", ...declaration };
}

interface QueryDeclaration<I extends z.ZodType, O extends z.ZodType, S extends Store>
  extends Declared<I, O>,
    OfWorkspace<S> {
  run(scope: { db: StoreDbs[S]; context: TenantContext }, input: z.output<I>): Promise<z.output<O>>;
}

export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends QueryDeclaration<I, O, Store> {
  readonly kind: "query";
}

/** Declares something a member may read. */
export function query<I extends z.ZodType, O extends z.ZodType, S extends Store = "tenant">(
  declaration: QueryDeclaration<I, O, S>,
): Query<I, O> {
  return { kind: "query", ...declaration };
}

/** Who may ask the platform: anybody, a signed-in person, or an operator. */
export type Audience = "public" | "person" | "operator";

/** A helper that adds nothing to a history takes the scope without naming an event. */
export interface PlatformScope<E extends EventType = never> {
  db: PlatformDb;
  context: PlatformContext;
  /** Adds to one workspace's history, in this transaction. */
  emitIn: (
    tenantId: string,
    actor: Actor,
    type: E,
    subject: EventSubject | null,
    data?: Record<string, unknown>,
  ) => Promise<void>;
  /** Names cache keys this change makes stale. */
  invalidate(...keys: string[]): void;
  idempotencyKey: string;
}

interface PlatformDeclared<I extends z.ZodType, O extends z.ZodType> extends Declared<I, O> {
  audience: Audience;
  /** Whether an answer says that the link it was asked about is not good any more. */
  isBadLink?(answer: z.output<O>): boolean;
}

interface PlatformCommandDeclaration<I extends z.ZodType, O extends z.ZodType, E extends EventType, R, P>
  extends PlatformDeclared<I, O>,
    Emits<E> {
  /** What takes long, as hashing a password does: done before the transaction begins, so that it holds no connection. */
  prepare?(context: PlatformContext, input: z.output<I>): Promise<P>;
  /** `prepared` is undefined where there is no `prepare`. What it found may have changed since. */
  run(scope: PlatformScope<E>, input: z.output<I>, prepared: P): Promise<R>;
}

export interface PlatformCommand<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends PlatformCommandDeclaration<I, O, EventType, unknown, unknown>,
    Partial<Vendor<PlatformContext, O, unknown>> {
  readonly kind: "platform-command";
}

/** Declares a change before or above any workspace: signing up, signing in, suspending a tenant. */
export function platformCommand<
  I extends z.ZodType,
  O extends z.ZodType,
  R,
  E extends EventType = never,
  P = undefined,
>(
  declaration: PlatformCommandDeclaration<I, O, E, R, P> & Vendor<PlatformContext, O, R>,
): PlatformCommand<I, O>;
export function platformCommand<
  I extends z.ZodType,
  O extends z.ZodType,
  E extends EventType = never,
  P = undefined,
>(declaration: PlatformCommandDeclaration<I, O, E, z.output<O>, P>): PlatformCommand<I, O>;
export function platformCommand<I extends z.ZodType, O extends z.ZodType>(
  declaration: Omit<PlatformCommand<I, O>, "kind">,
): PlatformCommand<I, O> {
  return { kind: "platform-command", ...declaration };
}

interface PlatformQueryDeclaration<I extends z.ZodType, O extends z.ZodType> extends PlatformDeclared<I, O> {
  run(scope: { db: PlatformDb; context: PlatformContext }, input: z.output<I>): Promise<z.output<O>>;
}

export interface PlatformQuery<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType>
  extends PlatformQueryDeclaration<I, O> {
  readonly kind: "platform-query";
}

/** Declares something the platform answers before or above any workspace. */
export function platformQuery<I extends z.ZodType, O extends z.ZodType>(
  declaration: PlatformQueryDeclaration<I, O>,
): PlatformQuery<I, O> {
  return { kind: "platform-query", ...declaration };
}

export type Operation = Command | Query | PlatformCommand | PlatformQuery;

/** What an operation answers, as the program holds it. */
export type OutputOf<T extends { output: z.ZodType }> = z.output<T["output"]>;
