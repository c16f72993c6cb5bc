import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

/** The database's owner, for what the application's role may not do. */
export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.TEST_ADMIN_URL });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Holds a lock on a table while `work` runs, so that whoever writes there stands still in the midst of it. */
export async function whileLocked(
  table: string,
  mode: "EXCLUSIVE" | "SHARE",
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  await asOwner(async (client) => {
    await client.query("begin");
    await client.query(`lock table platform.${table} in ${mode} mode`);
    await work(client).finally(() => client.query("rollback"));
  });
}

/** Waits until a session of this database stands at a lock. Returns its process id. */
export async function blockedSession(client: pg.Client): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt++) {
    // Within a transaction Postgres would show the same picture again and again.
    await client.query("select pg_stat_clear_snapshot()");
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]) return rows[0].pid;
    await delay(20);
  }
  throw new Error("nobody waits for a lock");
}
