import pg from "pg";
import { pastPooler } from "@/db/neon";
import { ensureEntrance } from "./entrance";
import { guardFunctions, guardSchema } from "./guards";
import { migrateJobs } from "./jobs";
import { ensureRoles } from "./role";
import { applyStream, type Stream } from "./stream";

export interface MigrationReport {
  applied: string[];
}

/**
 * Brings a database up to date, as its owner: the application's roles, the platform stream, the tenant stream in every
 * tenant schema, the job queue, then policies and grants. One runner at a time; safe to repeat and to resume.
 * Throws when a file that was applied has been edited since.
 */
export async function migrate(
  ownerUrl: string,
  appUrl: string,
  log: (line: string) => void,
): Promise<MigrationReport> {
  // The lock is the session's, which a pooler would hand to others with the lock on it.
  const directUrl = pastPooler(ownerUrl);
  const client = new pg.Client({ connectionString: directUrl, application_name: "tenantry-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('tenantry:migrate', 0))");
    const roles = await ensureRoles(client, appUrl);
    await ensureEntrance(client, appUrl, roles);
    const targets: { stream: Stream; schema: string }[] = [
      { stream: "platform", schema: "platform" },
      { stream: "tenant", schema: "tenant" },
    ];
    const applied: string[] = [];
    for (const { stream, schema } of targets) {
      applied.push(...(await applyStream(client, stream, schema, log)));
      await guardSchema(client, stream, schema, roles);
    }
    await client.query(
      `grant usage on schema migrations to ${roles.app}; grant select on migrations.applied to ${roles.app}`,
    );
    await migrateJobs(client, directUrl, roles);
    await guardFunctions(client, ["platform", "tenant", "migrations", "jobs"], roles);
    return { applied };
  } finally {
    await client.end();
  }
}
