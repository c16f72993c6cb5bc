import { Socket } from "node:net";
import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { env } from "@/env";
import { withoutValues } from "@/lib/platform/describe-error";
import { log } from "@/lib/platform/log";
import { type Login, urlOf } from "./logins";
import { isNeon, neonPool, pastPooler } from "./neon";

/** The query builder. Both drivers speak the same dialect; the pg type stands for either. */
export type Db = NodePgDatabase;
/** The same inside a transaction, where another cannot be begun: what `withTenant` and `withPlatform` hand out. */
export type Tx = Omit<Db, "transaction" | "$client">;

interface Connection {
  db: Db;
  pool: pg.Pool;
  builder(client: pg.PoolClient): Tx;
}

/**
 * A pool a kind of work, so that none can starve another: a flood of sign-ins leaves the workspaces' own untouched, and an
 * attempt is counted however many wait to be made. Nothing slow is done while a connection is held; passwords are hashed
 * before the transaction begins.
 */
const pools = {
  tenant: { size: 10, login: "app" },
  workspace: { size: 10, login: "app" },
  sessions: { size: 6, login: "platform" },
  platform: { size: 6, login: "platform" },
  inbox: { size: 8, login: "platform" },
  counters: { size: 4, login: "platform" },
  jobs: { size: 6, login: "jobs" },
  /** A standing worker listens for new jobs, which takes a session of its own. */
  worker: { size: 6, login: "jobs" },
} as const satisfies Record<string, { size: number; login: Login }>;
export type PoolKind = keyof typeof pools;

// `next dev` reloads modules; the pools must survive that or connections pile up.
const shared = globalThis as typeof globalThis & { tenantryPools?: Partial<Record<PoolKind, Connection>> };

/** The process's pool for a kind of work, logged in as the role that work needs. */
export function connection(kind: PoolKind = "tenant"): Connection {
  const { size, login } = pools[kind];
  const { DATABASE_URL, DATABASE_PROXY_URL: proxy } = env();
  shared.tenantryPools ??= {};
  shared.tenantryPools[kind] ??= connect(
    urlOf(login, kind === "worker" ? pastPooler(DATABASE_URL, proxy) : DATABASE_URL),
    { max: size, isPipelined: kind === "inbox", proxy },
  );
  return shared.tenantryPools[kind];
}

/** One connection out of a pool, with a query builder on it. Whoever borrows it releases it. */
export async function borrow(kind: PoolKind): Promise<{ client: pg.PoolClient; db: Tx }> {
  const { pool, builder } = connection(kind);
  const client = await pool.connect();
  return { client, db: builder(client) };
}

/** What was asked of a pool outside `db/tenant.ts`; what it throws names no value. */
export function direct<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((thrown: unknown) => {
    throw withoutValues(thrown);
  });
}

/** Ends the pools; the next `connection()` opens a new one. */
export async function disconnect(): Promise<void> {
  const open = Object.values(shared.tenantryPools ?? {});
  shared.tenantryPools = {};
  await Promise.all(open.map(({ pool }) => pool.end()));
}

interface Options {
  max: number;
  isPipelined?: boolean;
  proxy?: string | undefined;
}

/**
 * Opens a pool with the driver the host calls for: Neon's over WebSocket for *.neon.tech or where there is a proxy for it,
 * pg for all else. Where statements may follow each other without waiting, pg sends them at once; Neon's driver one by
 * one, in the same order.
 */
export function connect(url: string, { max, isPipelined = false, proxy }: Options): Connection {
  const options = {
    connectionString: url,
    application_name: "tenantry",
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  };
  const opened = isNeon(url, proxy) ? asPg(neonPool(options, proxy)) : pgPool(options, isPipelined);
  survive(opened.pool);
  return opened;
}

function pgPool(options: pg.PoolConfig, isPipelined: boolean): Connection {
  const pool = new pg.Pool({
    ...options,
    pipeline: isPipelined,
    ...(isPipelined && { stream: gatheringSocket }),
  });
  return { db: drizzle({ client: pool }), pool, builder: (client) => drizzle({ client }) };
}

/** Sends what is written in one turn of the event loop as one packet: three statements cost one system call. */
function gatheringSocket(): Socket {
  const socket = new Socket();
  return socket.once("connect", () => {
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]) => {
      if (socket.writableCorked === 0) {
        socket.cork();
        process.nextTick(() => socket.uncork());
      }
      return write(...args);
    };
  });
}

/** A connection that dies idle or in use must not take the process with it. */
function survive(pool: pg.Pool): void {
  const note = (err: Error) => log().error({ err }, "database connection lost");
  pool.on("error", note);
  pool.on("connect", (client) => client.on("error", note));
}

/** The Neon driver is pg's API over a WebSocket, and drizzle's result types differ in name only. */
function asPg(connection: unknown): Connection {
  return connection as Connection;
}

/** Answers within `timeoutMs`, or throws: for the readiness probe. */
export async function ping(timeoutMs = 2_000): Promise<void> {
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error("database ping timed out")), timeoutMs).unref(),
  );
  await Promise.race([connection().db.execute(sql`select 1`), late]);
}
