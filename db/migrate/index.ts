import pg from "pg";
import { guardSchema } from "./guards";
import { migrateJobs } from "./jobs";
import { ensureAppRole } from "./role";
import { applyStream, type Stream } from "./stream";

export interface MigrationReport {
  applied: string[];
}

/**
 * Brings a database up to date, as its owner: the application's role, the platform stream, the tenant stream in every
 * tenant schema, then policies and grants. One runner at a time; safe to repeat and to resume.
 * Throws when a file that was applied has been edited since.
 */
export async function migrate(
  ownerUrl: string,
  appUrl: string,
  log: (line: string) => void,
): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "tenantry-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('tenantry:migrate', 0))");
    const role = await ensureAppRole(client, appUrl);
    const targets: { stream: Stream; schema: string }[] = [
      { stream: "platform", schema: "platform" },
      { stream: "tenant", schema: "tenant" },
    ];
    const applied: string[] = [];
    for (const { stream, schema } of targets) {
      applied.push(...(await applyStream(client, stream, schema, log)));
      await guardSchema(client, schema, role);
    }
    await client.query(
      `grant usage on schema migrations to ${role}; grant select on migrations.applied to ${role}`,
    );
    await migrateJobs(client, appUrl, role);
    return { applied };
  } finally {
    await client.end();
  }
}
