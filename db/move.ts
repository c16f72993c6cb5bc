import pg from "pg";
import { entering } from "./entrance";
import { asMigrator } from "./migrate";
import { ensureResident } from "./migrate/resident";
import { quotedRoles } from "./migrate/role";
import { firstEpoch, forgetPlacement, type Level, schemaOf } from "./placement";
import { isLockTimeout, storeLock } from "./residence";

export interface Move {
  tenantId: string;
  to: Level;
  ownerUrl: string;
  appUrl: string;
  log(line: string): void;
}

/** How long a workspace's requests wait for its move at most, in milliseconds; one that takes longer is taken back. */
const budgetMs = 8_000;
const tries = 10;

/**
 * Moves a workspace's rows into a schema of its own, or back among the others', while people work. It is one transaction:
 * killed at any point, nothing has happened. It waits until it has the store to itself (`storeLock`), which requests hold
 * while they last, and those that come meanwhile wait and find the new place. Counts and hashes of each table are compared
 * before anything is deleted. Returns the number of rows moved, or null where it lives there already. Throws, and leaves
 * everything as it was, where a table differs or it would take longer than ten seconds.
 */
export async function moveTenant({ tenantId, to, ownerUrl, appUrl, log }: Move): Promise<number | null> {
  return asMigrator(ownerUrl, async (client) => {
    if (to === "schema") await ensureResident(client, tenantId, appUrl, quotedRoles(appUrl), log);
    for (let left = tries; ; left--) {
      await client.query(`begin; set local lock_timeout = '2s'; ${entering(tenantId, appUrl)}`);
      try {
        const moved = await moveRows(client, tenantId, to);
        await client.query("commit");
        await forgetPlacement(tenantId);
        return moved;
      } catch (thrown) {
        // A connection that is gone has rolled back already.
        await client.query("rollback").catch(() => undefined);
        if (left === 0 || !isLockTimeout(thrown)) throw thrown;
        log("The workspace is busy; trying again.");
        // Whoever waited behind us goes first.
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  });
}

async function moveRows(client: pg.Client, tenantId: string, to: Level): Promise<number | null> {
  await client.query(`select pg_advisory_xact_lock(${storeLock(tenantId)})`);
  const until = Date.now() + budgetMs;
  const { rows } = await client.query<{ level: Level; epoch: number }>(
    "select level, epoch from platform.placements where tenant_id = $1 for update",
    [tenantId],
  );
  const [at] = rows;
  if (!at) throw new Error("the workspace has no placement");
  if (at.level === to) return null;
  const [from, into] = [schemaOf({ tenantId, level: at.level }), schemaOf({ tenantId, level: to })];
  let moved = 0;
  for (const table of await tablesOf(client, from)) {
    await bound(client, until);
    moved += await moveTable(client, tenantId, table, from, into);
  }
  const epoch = Math.max(at.epoch, firstEpoch) + 1;
  // In the place that is left, too: whoever still comes there by the old placement is told so.
  for (const schema of [from, into])
    await client.query(
      `insert into ${pg.escapeIdentifier(schema)}.residence (tenant_id, epoch) values ($1, $2)
         on conflict (tenant_id) do update set epoch = excluded.epoch`,
      [tenantId, epoch],
    );
  await client.query(
    "update platform.placements set level = $2, schema_name = $3, epoch = $4 where tenant_id = $1",
    [tenantId, to, into, epoch],
  );
  return moved;
}

/** Copies a table's rows of one workspace, compares, and deletes them where they were. */
async function moveTable(
  client: pg.Client,
  tenantId: string,
  table: { name: string; columns: string[] },
  from: string,
  into: string,
): Promise<number> {
  const [source, target] = [from, into].map(
    (schema) => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table.name)}`,
  );
  const columns = table.columns.map((name) => pg.escapeIdentifier(name)).join(", ");
  const digest = async (place: string | undefined) => {
    const { rows } = await client.query<{ total: number; digest: string }>(
      `select count(*)::int as total, encode(sha256(convert_to(coalesce(string_agg(line, '' order by line), ''), 'UTF8')), 'hex') as digest
         from (select encode(sha256(convert_to(to_jsonb(t)::text, 'UTF8')), 'hex') collate "C" as line
                 from (select ${columns} from ${place} where tenant_id = $1) t) lines`,
      [tenantId],
    );
    return rows[0];
  };
  const before = await digest(source);
  await client.query(
    `insert into ${target} (${columns}) select ${columns} from ${source} where tenant_id = $1`,
    [tenantId],
  );
  const after = await digest(target);
  if (!before || before.total !== after?.total || before.digest !== after.digest)
    throw new Error(`${table.name} differs after the copy`);
  await client.query(`delete from ${source} where tenant_id = $1`, [tenantId]);
  return before.total;
}

/** What holds rows of a workspace; `residence` is about the place and stays in it. */
async function tablesOf(client: pg.Client, schema: string): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attname) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> 'residence' group by 1 order by 1`,
    [schema],
  );
  return rows;
}

/** Ends the next statements when the time is over. */
async function bound(client: pg.Client, until: number): Promise<void> {
  const left = until - Date.now();
  if (left <= 0) throw new Error("the workspace has too many rows to be moved within ten seconds");
  await client.query("select set_config('statement_timeout', $1, true)", [String(left)]);
}
