import pg from "pg";
import { pastPooler } from "@/db/neon";
import { ensureEntrance } from "./entrance";
import { guardFunctions, guardSchema } from "./guards";
import { migrateJobs } from "./jobs";
import { ensureResident, residents } from "./resident";
import { ensureRoles } from "./role";
import { applyStream, type Stream } from "./stream";

export interface MigrationReport {
  applied: string[];
}

/**
 * Brings a database up to date, as its owner: the application's roles, the platform stream, the tenant stream in the shared
 * schema, the job queue, then in every schema of one workspace; with each its policies and grants. One runner at a time;
 * safe to repeat and to resume: it stops at the first schema that fails, and goes on from there. Throws when a file that was
 * applied has been edited since.
 */
export async function migrate(
  ownerUrl: string,
  appUrl: string,
  log: (line: string) => void,
): Promise<MigrationReport> {
  return asMigrator(ownerUrl, async (client) => {
    const roles = await ensureRoles(client, appUrl);
    await ensureEntrance(client, appUrl, roles);
    const targets: { stream: Stream; schema: string }[] = [
      { stream: "platform", schema: "platform" },
      { stream: "tenant", schema: "tenant" },
    ];
    const applied: string[] = [];
    for (const { stream, schema } of targets) {
      applied.push(...(await applyStream(client, stream, schema, log)));
      await guardSchema(client, { stream, schema }, roles);
    }
    await client.query(
      `grant usage on schema migrations to ${roles.app}; grant select on migrations.applied to ${roles.app}`,
    );
    await migrateJobs(client, pastPooler(ownerUrl), roles);
    await guardFunctions(client, ["platform", "tenant", "migrations", "jobs"], roles);
    for (const tenantId of await residents(client))
      applied.push(...(await ensureResident(client, tenantId, appUrl, roles, log)));
    return { applied };
  });
}

/** Runs `work` as the owner, while nobody else migrates or moves. */
export async function asMigrator<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  // The lock is the session's, which a pooler would hand to others with the lock on it.
  const connectionString = pastPooler(ownerUrl);
  const client = new pg.Client({ connectionString, application_name: "tenantry-migrate" });
  // One that dies while nothing is asked of it fails the next statement, and not the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('tenantry:migrate', 0))");
    return await work(client);
  } finally {
    await client.end();
  }
}
