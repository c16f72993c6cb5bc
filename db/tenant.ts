import { fillPlaceholders, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import type pg from "pg";
import { borrow, type PoolKind, type Tx } from "./client";
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
 * The one door to a tenant's rows: runs `work` in a transaction that row-level security confines to `tenantId`.
 * Settings are local to the transaction, because a pooler hands a session's settings to the next tenant.
 */
export async function withTenant<T>(
  tenantId: string,
  work: (db: TenantDb) => Promise<T>,
  { isReadOnly = false }: Options = {},
): Promise<T> {
  const settings = settingsOf(await placementOf(tenantId));
  return transaction("tenant", `begin${isReadOnly ? " read only" : ""}; ${settings}`, isReadOnly, (tx) =>
    work(brand(tx)),
  );
}

/** A transaction over the platform's own tables: sign-in, workspaces, webhooks. Sees no tenant's rows. */
export async function withPlatform<T>(work: (db: PlatformDb) => Promise<T>): Promise<T> {
  return transaction("platform", platformOpening, false, (tx) => work(brand(tx)));
}

const platformOpening = "begin; set local app.scope = 'platform'";

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
      client.query(platformOpening),
      client.query<R>({ name, text, values: fillPlaceholders(params, values) }),
      client.query("commit"),
    ] as const;
    const failed = (await Promise.allSettled(sent)).find((one) => one.status === "rejected");
    client.release(failed !== undefined);
    if (failed) throw failed.reason;
    return (await sent[1]).rows;
  };
}

/** Lets a platform transaction write one tenant's rows too, as when a workspace is opened with its first event. */
export async function enterTenant(db: PlatformDb, tenantId: string): Promise<TenantDb> {
  const { schemaName } = checked(await placementOf(tenantId));
  await db.execute(
    sql`select set_config('app.tenant_id', ${tenantId}, true), set_config('search_path', ${schemaName}, true)`,
  );
  return brand<TenantDb>(db);
}

/** Beginning and settings travel in one message, which is why they are text; both values are checked to be plain names. */
function settingsOf(placement: Placement): string {
  const { tenantId, schemaName } = checked(placement);
  return `set local app.scope = 'tenant'; set local app.tenant_id = '${tenantId}'; set local search_path = ${schemaName}`;
}

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
    throw thrown;
  }
}

/** The brand exists only in types: it proves that the settings above were made on this transaction. */
function brand<T extends Tx>(tx: Tx): T {
  return tx as T;
}
