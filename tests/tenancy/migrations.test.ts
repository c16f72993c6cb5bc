import pg from "pg";
import { afterAll, beforeEach, describe, expect, inject, test } from "vitest";
import { migrate } from "@/db/migrate";
import { readStream } from "@/db/migrate/stream";
import { appUrl, databaseUrl, drop, recreate } from "../support/global-setup";

const adminUrl = inject("adminUrl");
const database = `tenantry_migrations_${process.pid}`;
const owner = databaseUrl(adminUrl, database);
const app = appUrl(adminUrl, database);

const run = () => migrate(owner, app, () => undefined);

async function query<R extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query<R>(text, values).finally(() => client.end());
}

beforeEach(() => recreate(adminUrl, database));
afterAll(() => drop(adminUrl, database));

async function everyFile(): Promise<string[]> {
  const [platform, tenant] = await Promise.all([readStream("platform"), readStream("tenant")]);
  return [...platform.map((file) => `platform/${file.tag}`), ...tenant.map((file) => `tenant/${file.tag}`)];
}

describe("migrating", () => {
  test("an empty database gets every file once; a second run applies nothing", async () => {
    expect((await run()).applied).toEqual(await everyFile());
    expect((await run()).applied).toEqual([]);
  });

  test("two runners at once apply every file once between them", async () => {
    const reports = await Promise.all([run(), run()]);
    expect(reports.flatMap((report) => report.applied).sort()).toEqual((await everyFile()).sort());
  });

  test("a file that was edited after it was applied is refused by its name", async () => {
    await run();
    const [first] = await readStream("tenant");
    await query(owner, "update migrations.applied set hash = 'another' where tag = $1", [first?.tag]);
    await expect(run()).rejects.toThrow(`${first?.tag} was edited after it was applied`);
  });

  test("a file that was applied and is gone from the journal is refused", async () => {
    await run();
    await query(
      owner,
      "update migrations.applied set tag = '0000_gone' where position = 0 and stream = 'platform'",
    );
    await expect(run()).rejects.toThrow("0000_gone was applied but is not in the journal");
  });

  test("a run that broke off is resumed where it stopped", async () => {
    const half = "create schema tenant; create table tenant.events (id text)";
    await query(owner, half);
    await expect(run()).rejects.toThrow("tenant: ");
    await query(owner, "drop schema tenant cascade");
    const files = await everyFile();
    expect((await run()).applied).toEqual(files.filter((file) => file.startsWith("tenant/")));
  });

  test("a table whose guard was taken off is guarded again by the next run", async () => {
    await run();
    await query(
      owner,
      "drop policy guard on tenant.projects; alter table tenant.projects no force row level security",
    );
    await run();
    const { rows } = await query(
      owner,
      `select c.relforcerowsecurity as forced, count(p.*)::int as policies from pg_class c
         join pg_policies p on p.tablename = c.relname and p.schemaname = 'tenant'
        where c.oid = 'tenant.projects'::regclass group by 1`,
    );
    expect(rows).toEqual([{ forced: true, policies: 2 }]);
  });

  test("the application's role can make no temporary table, no schema and no object in public", async () => {
    await run();
    for (const statement of [
      "create temp table t (id text)",
      "create schema s",
      "create table public.t (id text)",
    ]) {
      await expect(query(app, statement), statement).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("owner and application must not be the same role", async () => {
    await expect(migrate(owner, owner, () => undefined)).rejects.toThrow("must name different roles");
  });
});
