import { fillPlaceholders, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import pg from "pg";
import { env } from "@/env";
import { withoutValues } from "@/lib/platform/describe-error";
import { borrow, type PoolKind, type Tx } from "./client";
import { entering } from "./entrance";
import { rolesOf } from "./logins";
import { type Placement, placementOf } from "./placement";

declare const scope: unique symbol;
/** A transaction that sees one tenant and nothing else. */
export type TenantDb = Tx & { readonly [scope]: "tenant" };
/** A transaction that sees the platform's tables across tenants, and a tenant's own only after `enterTenant`. */
export type PlatformDb = Tx & { readonly [scope]: "platform" };

interface Options {
  /** Refuses writes, and answers before the commit, which nothing depends on, has come back. */
  isReadOnly?: boolean;
}

/**
 * The one door to a tenant's rows: runs `work` in a transaction that row-level security confines to `tenantId`, in a role
 * with a workspace's rights (db/rights.ts). Role and settings are the transaction's, because a pooler hands a session's
 * to the next tenant.
 */
export async function withTenant<T>(
  tenantId: string,
  work: (db: TenantDb) => Promise<T>,
  { isReadOnly = false }: Options = {},
): Promise<T> {
  const settings = settingsOf(await placementOf(tenantId));
  return transaction("tenant", `begin${isReadOnly ? " read only" : ""}; ${settings}`, isReadOnly, (tx) => {
    owners.set(tx, tenantId);
    return work(brand(tx));
  });
}

/** A transaction over the platform's own tables, by its own login: sign-in, workspaces, webhooks. Sees no tenant's rows. */
export async function withPlatform<T>(work: (db: PlatformDb) => Promise<T>): Promise<T> {
  return transaction("platform", "begin", false, (tx) => work(brand(tx)));
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

/** Lets a platform transaction write one tenant's rows too, as when a workspace is opened with its first event. */
export async function enterTenant(db: PlatformDb, tenantId: string): Promise<TenantDb> {
  const { schemaName } = checked(await placementOf(tenantId));
  const entered = entering(tenantId, env().DATABASE_URL);
  await db.execute(sql.raw(`${entered}, set_config('search_path', '${schemaName}', true)`));
  return brand<TenantDb>(db);
}

const owners = new WeakMap<Tx, string>();

/** The workspace a transaction was opened for by `withTenant`; undefined for the platform's, whomever it enters. */
export const tenantOf = (db: Tx): string | undefined => owners.get(db);

/**
 * Beginning, role and settings travel in one message, which is why they are text; all of it is checked or escaped. The
 * signature is an argument of a select, of which lists of statements keep none, and stands behind what is shown of one.
 */
function settingsOf(placement: Placement): string {
  const { tenantId, schemaName } = checked(placement);
  const { DATABASE_URL } = env();
  const role = pg.escapeIdentifier(rolesOf(DATABASE_URL).tenant);
  return `set local role ${role}; set local search_path = ${schemaName}; ${unseen}${entering(tenantId, DATABASE_URL)}`;
}

/** As long as what Postgres shows a login of its other connections' statements (`track_activity_query_size`). */
const unseen = " ".repeat(1_024);

function checked(placement: Placement): Placement {
  if (!/^ten_[0-9a-z]{26}$/.test(placement.tenantId)) throw new Error("not a tenant id");
  if (!/^[a-z][a-z0-9_]{1,40}$/.test(placement.schemaName)) throw new Error("not a tenant's schema");
  return placement;
}

async function transaction<T>(
  kind: PoolKind,
  opening: string,
  isReadOnly: boolean,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { client, db } = await borrow(kind);
  try {
    await client.query(opening);
    const result = await work(db);
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

/** The brand exists only in types: it proves that the settings above were made on this transaction. */
function brand<T extends Tx>(tx: Tx): T {
  return tx as T;
}
