import { fillPlaceholders, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { env } from "@/env";
import { withoutValues } from "@/lib/platform/describe-error";
import { borrow, type PoolKind, type Tx } from "./client";
import { entering } from "./entrance";
import { type Entered, rolesOf } from "./logins";
import { forgetPlacement, placementOf } from "./placement";
import { asking, assertResident, inSchema, isLockTimeout, Misplaced, roleAt, StoreMoving } from "./residence";

declare const scope: unique symbol;
/** A transaction in a workspace's own store: its content, its history, its usage. */
export type TenantDb = Tx & { readonly [scope]: "tenant" };
/** A transaction over the platform's tables that sees one workspace's rows: its members, its plan, its billing. */
export type WorkspaceDb = Tx & { readonly [scope]: "workspace" };
/** A transaction that sees the platform's tables across workspaces. */
export type PlatformDb = Tx & { readonly [scope]: "platform" };

/** Where the rows of an operation live: with the workspace, wherever its placement says, or with the platform. */
export type Store = "tenant" | "platform";
export interface StoreDbs {
  tenant: TenantDb;
  platform: WorkspaceDb;
}
export type StoreDb = StoreDbs[Store];

interface Options {
  /** Refuses writes, and answers before the commit, which nothing depends on, has come back. */
  isReadOnly?: boolean;
}

/**
 * The one door to a workspace's own store: runs `work` in a transaction that row-level security confines to `tenantId`, in a
 * role that has nothing but such a store's tables (db/rights.ts). Role and settings are the transaction's, because a pooler
 * hands a session's to the next tenant. Inside, the platform's tables are a look through `alongside` away, and never the
 * other way round: who waits for the one connection holds none that the other waits for.
 */
export async function withTenant<T>(
  tenantId: string,
  work: (db: TenantDb) => Promise<T>,
  { isReadOnly = false }: Options = {},
): Promise<T> {
  const attemptAt = async () => {
    const placement = await placementOf(checkedId(tenantId));
    const role = roleAt(placement, env().DATABASE_URL);
    const text = [begin(isReadOnly), inSchema(placement), entered(role, tenantId), asking(placement)].join(
      "; ",
    );
    const check = (answers: pg.QueryResult | pg.QueryResult[]) => assertResident(placement, answers);
    return transaction("tenant", { text, check }, isReadOnly, (tx) => work(own(tx, "tenant", tenantId)));
  };
  return attemptAt().catch(async (thrown: unknown) => {
    if (!(thrown instanceof Misplaced)) throw thrown;
    await forgetPlacement(tenantId);
    return attemptAt();
  });
}

/** The same for a workspace's rows among the platform's tables. */
export async function withWorkspace<T>(
  tenantId: string,
  work: (db: WorkspaceDb) => Promise<T>,
  { isReadOnly = false }: Options = {},
): Promise<T> {
  const { workspace } = rolesOf(env().DATABASE_URL);
  const text = `${begin(isReadOnly)}; ${entered(workspace, tenantId)}`;
  return transaction("workspace", { text }, isReadOnly, (tx) => work(own(tx, "workspace", tenantId)));
}

/** A transaction in the store that an operation names. */
export const withStore = <T>(
  store: Store,
  tenantId: string,
  work: (db: StoreDb) => Promise<T>,
  options?: Options,
): Promise<T> => (store === "tenant" ? withTenant : withWorkspace)(tenantId, work, options);

/** Reads a workspace's rows among the platform's: in this transaction where it has them, else in one of its own. */
export function alongside<T>(
  db: StoreDb,
  tenantId: string,
  look: (db: WorkspaceDb) => Promise<T>,
): Promise<T> {
  return isTenants(db) ? withWorkspace(tenantId, look, { isReadOnly: true }) : look(db);
}

/** A transaction over the platform's own tables, by its own login: sign-in, workspaces, webhooks. Sees no tenant's rows. */
export async function withPlatform<T>(work: (db: PlatformDb) => Promise<T>): Promise<T> {
  return transaction("platform", { text: "begin" }, false, (tx) => work(brand(tx)));
}

/**
 * One statement over the platform's own tables, with `sql.placeholder`s for its values: planned once a connection, and
 * sent in one go with the transaction around it. For whoever must answer before the other side loses patience. What it
 * returns throws where the statement failed, and then nothing is kept. A pooler in between has to know of prepared
 * statements, as Neon's does, and PgBouncer since 1.21.
 */
export function platformStatement<R extends pg.QueryResultRow>(
  name: string,
  statement: SQL,
): (values: Record<string, unknown>) => Promise<R[]> {
  const { sql: text, params } = new PgDialect().sqlToQuery(statement);
  return async (values) => {
    const { client } = await borrow("inbox");
    const sent = [
      client.query("begin"),
      client.query<R>({ name, text, values: fillPlaceholders(params, values) }),
      client.query("commit"),
    ] as const;
    const failed = (await Promise.allSettled(sent)).find((one) => one.status === "rejected");
    client.release(failed !== undefined);
    if (failed) throw withoutValues(failed.reason);
    return (await sent[1]).rows;
  };
}

/** Lets a transaction of the platform's do what is done within one workspace, as when a member joins it. */
export async function enterTenant(db: PlatformDb, tenantId: string): Promise<WorkspaceDb> {
  await db.execute(sql.raw(entering(checkedId(tenantId), env().DATABASE_URL)));
  return brand<WorkspaceDb>(db);
}

/** Does something once a transaction has been kept and its connection is free again; never where it is not kept. */
export function afterCommit(db: Tx, work: () => Promise<void>): void {
  const waiting = following.get(db) ?? [];
  waiting.push(work);
  following.set(db, waiting);
}

const following = new WeakMap<Tx, (() => Promise<void>)[]>();

interface Owned {
  tenantId: string;
  role: Entered;
}
const owners = new WeakMap<Tx, Owned>();

/** The workspace a transaction was opened for; undefined for the platform's, whomever it enters. */
export const tenantOf = (db: Tx): string | undefined => owners.get(db)?.tenantId;

/** Whether a transaction is in a workspace's own store. */
export const isTenants = (db: Tx): db is TenantDb => owners.get(db)?.role === "tenant";

function own<T extends Tx>(tx: Tx, role: Entered, tenantId: string): T {
  owners.set(tx, { tenantId, role });
  return brand(tx);
}

/** What a statement before it has set for the rest of the session, and so for whoever comes next, is undone first. */
const begin = (isReadOnly: boolean): string =>
  `reset all; begin isolation level read committed read ${isReadOnly ? "only" : "write"}`;

/**
 * Beginning, role and settings travel in one message, which is why they are text; all of it is checked or escaped. The
 * signature is an argument of a select, of which lists of statements keep none, and stands behind what is shown of one.
 */
function entered(role: string, tenantId: string): string {
  const signed = entering(checkedId(tenantId), env().DATABASE_URL);
  return `set local role ${pg.escapeIdentifier(role)}; ${unseen}${signed}`;
}

/** As long as what Postgres shows a login of its other connections' statements (`track_activity_query_size`). */
const unseen = " ".repeat(1_024);

function checkedId(tenantId: string): string {
  if (!/^ten_[0-9a-z]{26}$/.test(tenantId)) throw new Error("not a tenant id");
  return tenantId;
}

/** The message a transaction begins with, and what its answers must say before anything is done. */
interface Opening {
  text: string;
  check?(answers: pg.QueryResult | pg.QueryResult[]): void;
}

async function transaction<T>(
  kind: PoolKind,
  opening: Opening,
  isReadOnly: boolean,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { client, db } = await borrow(kind);
  const result = await attempt(client, opening, isReadOnly, () => work(db));
  for (const next of following.get(db) ?? []) await next();
  return result;
}

async function attempt<T>(
  client: pg.PoolClient,
  opening: Opening,
  isReadOnly: boolean,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await open(client, opening);
    const result = await work();
    const closing = client.query("commit").then(() => client.release());
    if (isReadOnly) closing.catch((cause: Error) => client.release(cause));
    else await closing;
    return result;
  } catch (thrown) {
    await client.query("rollback").then(
      () => client.release(),
      (cause: Error) => client.release(cause),
    );
    throw withoutValues(thrown);
  }
}

async function open(client: pg.PoolClient, { text, check }: Opening): Promise<void> {
  const answers = await client.query(text).catch((thrown: unknown) => {
    throw isLockTimeout(thrown)
      ? new StoreMoving("the workspace's rows are on the move", { cause: thrown })
      : thrown;
  });
  check?.(answers);
}

/** The brand exists only in types: it proves that the settings above were made on this transaction. */
function brand<T extends Tx>(tx: Tx): T {
  return tx as T;
}
