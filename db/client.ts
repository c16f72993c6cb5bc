import { Socket } from "node:net";
import { type PoolClient as NeonClient, Pool as NeonPool, neonConfig } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import { drizzle as drizzleNeon } from "drizzle-orm/neon-serverless";
import { drizzle as drizzlePg, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import ws from "ws";
import { env } from "@/env";
import { log } from "@/lib/platform/log";

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
 * A pool a kind of work, so that none can starve another: a flood of sign-ins, each of which hashes a password while it
 * holds a connection, leaves the workspaces' own untouched, and an attempt is counted however many wait to be made.
 */
const sizes = { tenant: 10, platform: 6, inbox: 8, jobs: 6, counters: 2 };
export type PoolKind = keyof typeof sizes;

// `next dev` reloads modules; the pools must survive that or connections pile up.
const shared = globalThis as typeof globalThis & { tenantryPools?: Partial<Record<PoolKind, Connection>> };

/** The process's pool for a kind of work, connected as the application's role. */
export function connection(kind: PoolKind = "tenant"): Connection {
  shared.tenantryPools ??= {};
  shared.tenantryPools[kind] ??= connect(env().DATABASE_URL, sizes[kind], kind === "inbox");
  return shared.tenantryPools[kind];
}

/** One connection out of a pool, with a query builder on it. Whoever borrows it releases it. */
export async function borrow(kind: PoolKind): Promise<{ client: pg.PoolClient; db: Tx }> {
  const { pool, builder } = connection(kind);
  const client = await pool.connect();
  return { client, db: builder(client) };
}

/** Ends the pools; the next `connection()` opens a new one. */
export async function disconnect(): Promise<void> {
  const open = Object.values(shared.tenantryPools ?? {});
  shared.tenantryPools = {};
  await Promise.all(open.map(({ pool }) => pool.end()));
}

/**
 * Opens a pool with the driver the host calls for: Neon over WebSocket for *.neon.tech, pg for all else. Where statements
 * may follow each other without waiting, pg sends them at once; Neon's driver one by one, in the same order.
 */
export function connect(url: string, max: number, isPipelined = false): Connection {
  const connectionString = url;
  const timeouts = { max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 };
  if (isNeon(url)) {
    neonConfig.webSocketConstructor = ws;
    const pool = new NeonPool({ connectionString, ...timeouts });
    survive(pool);
    return asPg({
      db: drizzleNeon({ client: pool }),
      pool,
      builder: (client: NeonClient) => drizzleNeon({ client }),
    });
  }
  const pool = new pg.Pool({
    connectionString,
    ...timeouts,
    application_name: "tenantry",
    pipeline: isPipelined,
    ...(isPipelined && { stream: gatheringSocket }),
  });
  survive(pool);
  return { db: drizzlePg({ client: pool }), pool, builder: (client) => drizzlePg({ client }) };
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
function survive(pool: pg.Pool | NeonPool): void {
  const note = (err: Error) => log().error({ err }, "database connection lost");
  pool.on("error", note);
  pool.on("connect", (client: { on(event: "error", listener: (err: Error) => void): unknown }) =>
    client.on("error", note),
  );
}

const isNeon = (url: string) => new URL(url).hostname.endsWith(".neon.tech");

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
