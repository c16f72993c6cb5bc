import { runMigrations } from "graphile-worker";
import pg from "pg";

/** The job queue's own tables. Its schema belongs to the application's role, which alone uses it. */
export async function migrateJobs(client: pg.Client, appUrl: string, role: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  const database = pg.escapeIdentifier(rows[0]?.name ?? "");
  const pool = new pg.Pool({ connectionString: appUrl, max: 1 });
  pool.on("error", () => undefined);
  pool.on("connect", (connected) => connected.on("error", () => undefined));
  // The queue makes its own schema and never drops the right to; it has it for this moment only.
  await client.query(`grant create on database ${database} to ${role}`);
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await client.query(`revoke create on database ${database} from ${role}`);
    await pool.end();
  }
}
