import { asOwner, ourTables } from "../tenancy/clients";
import type { Fixture } from "./fixture";

/** A digest per table of everything that is a workspace's: its rows, its people, and jobs that name either. */
export async function snapshot(of: Fixture): Promise<Record<string, string>> {
  const tables = await ourTables();
  const people = [...of.userIds];
  return asOwner(async (owner) => {
    const digests: Record<string, string> = {};
    const digest = async (name: string, from: string, value: unknown) => {
      const { rows } = await owner.query<{ digest: string }>(
        `select count(*) || ':' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${from}`,
        [value],
      );
      digests[name] = rows[0]?.digest ?? "";
    };
    for (const { name, hasTenant } of tables)
      if (hasTenant) await digest(name, `${name} t where tenant_id = $1`, of.id);
    await digest("platform.tenants", "platform.tenants t where id = $1", of.id);
    await digest("platform.users", "platform.users t where id = any($1)", people);
    await digest("a person's sessions", "platform.sessions t where user_id = any($1)", people);
    await digest(
      "jobs",
      "(select payload from graphile_worker._private_jobs where payload::text ilike any($1)) t",
      [of.id, of.marker, of.owner.email].map((text) => `%${text}%`),
    );
    return digests;
  });
}

/** What changed between two snapshots, by table. */
export const changes = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);
