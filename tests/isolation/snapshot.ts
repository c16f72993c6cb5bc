import { escapeLike } from "@/lib/platform/cursor";
import { asOwner, ourTables } from "../tenancy/clients";
import type { Fixture } from "./fixture";

/** A digest per table of everything that is a workspace's: its rows, its people, and jobs that name either. */
export async function snapshot(of: Fixture): Promise<Record<string, string>> {
  const tables = await tablesOf(of);
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
    for (const { name, from } of tables) await digest(name, `${from} t where tenant_id = $1`, of.id);
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

/**
 * Every table with rows of workspaces. One of their own store is read in both places where it may stand, the schema all share
 * and the workspace's own where it has one, so that nothing is overlooked that was written into the wrong one.
 */
async function tablesOf(of: Fixture): Promise<{ name: string; from: string }[]> {
  const [all, own] = await Promise.all([ourTables(), ourTables([of.id])]);
  const tables = all.filter(({ hasTenant }) => hasTenant);
  if (own.length === 0) return tables.map(({ name }) => ({ name, from: name }));
  return tables.map(({ name }) => {
    const bare = /^tenant\.(.+)$/.exec(name)?.[1];
    const twin = own.find((one) => one.name.endsWith(`.${bare}`));
    return { name, from: twin ? `(select * from ${name} union all select * from ${twin.name})` : name };
  });
}

/** What changed between two snapshots, by table. */
export const changes = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);

/** Asks the same of every table that has rows of a workspace's, and adds up the answers. */
async function everywhere(
  of: Fixture,
  ask: (from: string, name: string) => string,
  ...values: unknown[]
): Promise<string[]> {
  const asked = (await tablesOf(of)).map(({ name, from }) => ask(from, name));
  const { rows } = await asOwner((owner) =>
    owner.query<{ found: string }>(asked.join(" union all "), [of.id, ...values]),
  );
  return rows.map(({ found }) => found);
}

/** The tables in which a row of the workspace's holds one of these texts. */
export const mentions = (of: Fixture, texts: string[]): Promise<string[]> =>
  everywhere(
    of,
    (from, name) =>
      `select '${name}' as found where exists (select from ${from} t where tenant_id = $1 and t::text like any($2))`,
    texts.map((text) => `%${escapeLike(text)}%`),
  );

/** The ids of all things of the workspace. */
export const things = (of: Fixture): Promise<string[]> =>
  everywhere(
    of,
    (table) =>
      `select to_jsonb(t) ->> 'id' as found from ${table} t where tenant_id = $1 and to_jsonb(t) ? 'id'`,
  );

/** What nobody is ever shown, of the workspace and its people: hashes and wrapped keys. */
export async function secretsOf(of: Fixture): Promise<string[]> {
  const secret =
    "jsonb_each_text(to_jsonb(t)) as m (name, found) where m.name ~ 'hash|secret|wrapped' and length(found) > 20";
  const own = await everywhere(of, (table) => `select found from ${table} t, ${secret} and tenant_id = $1`);
  const { rows } = await asOwner((owner) =>
    owner.query<{ found: string }>(`select found from platform.users t, ${secret} and id = any($1)`, [
      of.userIds,
    ]),
  );
  return [...own, ...rows.map(({ found }) => found)];
}

/** The types of what the workspace's history tells, oldest first, what is on its way included; not what was refused. */
export async function eventsOf(of: Fixture): Promise<string[]> {
  const history = (await tablesOf(of)).find(({ name }) => name === "tenant.events");
  const { rows } = await asOwner((owner) =>
    owner.query<{ type: string }>(
      `select type from (select id, type from ${history?.from} h where tenant_id = $1
        union select id, line ->> 'type' from platform.event_outbox where tenant_id = $1) e
        where type not like 'security.%' order by id`,
      [of.id],
    ),
  );
  return rows.map(({ type }) => type);
}
