import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { entering } from "@/db/entrance";
import { rolesOf, urlOf } from "@/db/logins";
import { migrate } from "@/db/migrate";
import { readStream } from "@/db/migrate/stream";
import { nameKey } from "@/lib/platform/name-key";
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

async function toWindows(file: string): Promise<void> {
  await writeFile(file, (await readFile(file, "utf8")).replaceAll(/\r?\n/g, "\r\n"));
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

  test("what a login has done to itself, as Postgres lets any, is undone", async () => {
    await run();
    await query(
      app,
      `alter role current_user set default_transaction_read_only = on;
       alter role current_user in database ${pg.escapeIdentifier(database)} set statement_timeout = '1ms';
       alter role current_user password 'lost to everybody'`,
    );
    await run();
    const settings =
      "select current_setting('default_transaction_read_only') as writes, current_setting('statement_timeout') as bound";
    expect((await query(app, settings)).rows).toEqual([{ writes: "off", bound: "8s" }]);
  });

  test("a file that was edited after it was applied is refused by its name", async () => {
    await run();
    const [first] = await readStream("tenant");
    await query(owner, "update migrations.applied set hash = 'another' where tag = $1", [first?.tag]);
    await expect(run()).rejects.toThrow(`${first?.tag} was edited after it was applied`);
  });

  test("a file that was reworded is taken for applied where its first text was", async () => {
    await run();
    const first = "166a3777e6459d0c66fb5fc27bff15e4a306ee596e0423dce9fe89932a046983";
    await query(owner, "update migrations.applied set hash = $1 where tag = '0001_live_session'", [first]);
    expect((await run()).applied).toEqual([]);
  });

  test("a checkout with the line breaks of Windows is the same history, from either side", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "windows-checkout-"));
    await cp("db/migrations", folder, { recursive: true });
    for (const file of await readdir(folder, { recursive: true }))
      if (file.endsWith(".sql")) await toWindows(path.join(folder, file));
    for (const stream of ["platform", "tenant"] as const)
      expect(await readStream(stream, folder)).toEqual(await readStream(stream));
    await rm(folder, { recursive: true });

    await run();
    const [first] = await readStream("tenant");
    await query(owner, "update migrations.applied set hash = $1 where tag = $2", [
      first?.hashOfWindows,
      first?.tag,
    ]);
    expect((await run()).applied).toEqual([]);
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

  test("projects that looked the same before names were told apart by sight stay, and the others get their key", async () => {
    await run();
    await query(owner, "alter table tenant.projects drop column name_key");
    const names = [
      "Road\u200Bmap",
      "Roadmap",
      "Straße Σίσυφος",
      "Ｗｉｄｅ　👩\u200D👧",
      "A\u030A ﬁle\u2800",
      "\u{E0041}",
    ];
    for (const [n, name] of names.entries())
      await query(
        owner,
        "insert into tenant.projects (tenant_id, id, name, created_by) values ('ten', $1, $2, 'usr')",
        [`prj_${n}`, name],
      );
    const file = (await readStream("tenant")).find(({ tag }) => tag === "0004_names_as_they_are_seen");
    await query(owner, `set search_path = tenant; ${file?.statements.join(";")}`);
    const { rows } = await query<{ name_key: string | null }>(
      owner,
      "select name_key from tenant.projects order by id",
    );
    const keys = names.map((name, n) => (n === 1 ? null : nameKey(name)));
    expect(rows.map((row) => row.name_key)).toEqual(keys);
  });

  test("what waits to be mailed or told about a refund is said in the new words", async () => {
    await run();
    await query(
      owner,
      `alter table platform.billing_accounts rename to billing_customers;
       alter table platform.billing_customers rename constraint billing_accounts_pkey to billing_customers_pkey;
       alter table platform.billing_customers rename constraint billing_accounts_stripe_customer_id_unique
         to billing_customers_stripe_customer_id_unique;
       alter table platform.billing_customers rename constraint billing_accounts_tenant_id_tenants_id_fk
         to billing_customers_tenant_id_tenants_id_fk;
       alter table platform.billing_adjustments rename to billing_returns;
       alter table platform.billing_returns rename column adjusted_at to returned_at;
       alter table platform.billing_returns rename constraint billing_adjustments_pkey to billing_returns_pkey;
       alter table platform.billing_returns rename constraint billing_adjustments_kind_check
         to billing_returns_kind_check;
       alter table platform.billing_returns rename constraint billing_adjustments_tenant_id_tenants_id_fk
         to billing_returns_tenant_id_tenants_id_fk;
       alter index platform.billing_adjustments_invoice_index rename to billing_returns_invoice_index;
       insert into platform.tenants (id, slug, name) values ('ten_acme', 'acme', 'Acme');
       insert into platform.billing_outbox (effect_key, tenant_id, kind, payload)
         values ('refunded:re_1', 'ten_acme', 'returned',
                 '{"amount": "$5.00", "returnedOn": "1 May 2026", "returnKind": "refund"}');
       insert into platform.event_outbox (tenant_id, id, line)
         values ('ten_acme', 'evt_1', '{"type": "invoice.returned", "actorLabel": "Stripe"}')`,
    );
    const file = (await readStream("platform")).find(({ tag }) => tag.startsWith("0017_"));
    await query(owner, file?.statements.join(";") ?? "");
    expect((await query(owner, "select kind, payload from platform.billing_outbox")).rows).toEqual([
      {
        kind: "adjusted",
        payload: { amount: "$5.00", adjustedOn: "1 May 2026", adjustmentKind: "refund" },
      },
    ]);
    expect((await query(owner, "select line from platform.event_outbox")).rows).toEqual([
      { line: { type: "invoice.adjusted", actorLabel: "Stripe" } },
    ]);
  });

  test("what billing had granted, and what operators gave, become rows of their source", async () => {
    await run();
    await query(
      owner,
      `alter table platform.plan_grants drop constraint plan_grants_tenant_id_source_pk, drop column source,
         drop column access, add constraint plan_grants_pkey primary key (tenant_id);
       alter table platform.billing_accounts rename to billing_customers;
       alter table platform.billing_customers add granted_plan text not null default 'free',
         add granted_extra_seats integer not null default 0, add granted_access text not null default 'full';
       insert into platform.tenants (id, slug, name)
         select 'ten_' || n, 'slug-' || n, n from unnest(array['paying', 'late', 'free', 'given']) n;
       insert into platform.billing_customers
           (tenant_id, stripe_customer_id, granted_plan, granted_extra_seats, granted_access)
         values ('ten_paying', 'cus_1', 'starter', 2, 'full'), ('ten_late', 'cus_2', 'free', 0, 'restricted'),
                ('ten_free', 'cus_3', 'free', 0, 'full');
       insert into platform.plan_grants (tenant_id, plan, reason, granted_by)
         values ('ten_given', 'business', 'partner', 'op'), ('ten_paying', 'business', 'partner', 'op')`,
    );
    const file = (await readStream("platform")).find(({ tag }) => tag === "0015_plan_grants");
    await query(owner, file?.statements.join(";") ?? "");
    const { rows } = await query(
      owner,
      `select tenant_id as id, source, plan, extra_seats as seats, access from platform.plan_grants
        order by tenant_id, source`,
    );
    const full = { seats: 0, access: "full" };
    expect(rows).toEqual([
      { id: "ten_given", source: "operator", plan: "business", ...full },
      { id: "ten_late", source: "subscription", plan: "free", seats: 0, access: "restricted" },
      { id: "ten_paying", source: "operator", plan: "business", ...full },
      { id: "ten_paying", source: "subscription", plan: "starter", seats: 2, access: "full" },
    ]);
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

  test("a database of the time when one role did everything is closed: the queue becomes the owner's", async () => {
    await run();
    const { app: role } = rolesOf(app);
    await query(
      owner,
      `grant select, insert, update, delete on all tables in schema platform, tenant to ${role};
       grant usage on schema platform, tenant to ${role};
       grant execute on all functions in schema platform to public;
       alter schema graphile_worker owner to ${role};
       alter table graphile_worker._private_jobs owner to ${role};
       alter function graphile_worker.add_jobs owner to ${role};`,
    );
    await run();
    const { rows } = await query<{ owner: string }>(
      owner,
      `select distinct r.rolname as owner from pg_roles r join (
         select nspowner as id from pg_namespace where nspname = 'graphile_worker'
         union all select relowner from pg_class where relnamespace = 'graphile_worker'::regnamespace
         union all select proowner from pg_proc where pronamespace = 'graphile_worker'::regnamespace) o on o.id = r.oid`,
    );
    expect(rows).toEqual([{ owner: "postgres" }]);
    for (const statement of [
      "select * from platform.users",
      "delete from tenant.events",
      "select platform.live_session('ses_x', null)",
      "select graphile_worker.add_job('mail.send')",
    ])
      await expect(query(app, statement), statement).rejects.toMatchObject({ code: "42501" });
  });

  test("databases of one server can be migrated at the same moment", async () => {
    const others = [1, 2, 3].map((n) => `${database}_${n}`);
    try {
      for (const other of others) await recreate(adminUrl, other);
      const reports = await Promise.all(
        others.map((other) =>
          migrate(databaseUrl(adminUrl, other), appUrl(adminUrl, other), () => undefined),
        ),
      );
      for (const { applied } of reports) expect(applied).toEqual(await everyFile());
    } finally {
      for (const other of others) await drop(adminUrl, other);
    }
  });
});

describe("an owner who is no superuser, as on Neon", () => {
  const name = `tenantry_owner_${process.pid}`;
  const small = `tenantry_small_${process.pid}`;
  const ownDatabase = `${database}_owned`;
  const as = (user: string) => {
    const url = new URL(databaseUrl(adminUrl, ownDatabase));
    url.username = user;
    url.password = "x";
    return url.href;
  };
  const tenantId = `ten_${"0".repeat(26)}`;

  beforeAll(async () => {
    await query(adminUrl, `create role ${name} login password 'x' createrole createdb`);
    await query(adminUrl, `create database ${ownDatabase} owner ${name}`);
  });

  afterAll(async () => {
    await drop(adminUrl, ownDatabase);
    const made = Object.values(rolesOf(as(small)));
    await query(adminUrl, `drop role if exists ${[...made, name].join(", ")}`);
  });

  test("migrates twice, and takes a queue over that the app's role has made", async () => {
    await migrate(as(name), as(small), () => undefined);
    await query(
      databaseUrl(adminUrl, ownDatabase),
      `alter table graphile_worker._private_jobs owner to ${small}`,
    );
    await migrate(as(name), as(small), () => undefined);
    const { rows } = await query(
      as(name),
      "select relowner::regrole::text as owner from pg_class where oid = 'graphile_worker._private_jobs'::regclass",
    );
    expect(rows).toEqual([{ owner: name }]);
  });

  test("takes along what was warned of, from the workspaces' tables to the platform's", async () => {
    await query(
      as(name),
      `create table tenant.usage_warnings as select * from platform.usage_warnings with no data;
       insert into tenant.usage_warnings values ('${tenantId}', 'storage', '2026-11-01', 80, '2026-11-20T00:00:00Z');
       alter table tenant.usage_warnings enable row level security, force row level security;`,
    );
    const file = (await readStream("tenant")).find(({ tag }) => tag === "0007_move_usage_warnings");
    await query(as(name), `set search_path = tenant; ${file?.statements.join(";") ?? ""}`);
    const { rows } = await query(
      urlOf("platform", as(small)),
      "select tenant_id, metric, level, created_at from platform.usage_warnings",
    );
    const createdAt = new Date("2026-11-20T00:00:00Z");
    expect(rows).toEqual([{ tenant_id: tenantId, metric: "storage", level: 80, created_at: createdAt }]);
    const tables = await query(as(name), "select to_regclass('tenant.usage_warnings') as old");
    expect(tables.rows).toEqual([{ old: null }]);
  });

  test.each([
    ["0008_rename_billing_account_events", "customer.deleted", "billing_account.deleted"],
    ["0009_rename_adjustment_events", "invoice.returned", "invoice.adjusted"],
  ])("%s gives lines of history their name, and leaves the others", async (tag, before, after) => {
    const asOwner = (text: string) => query(databaseUrl(adminUrl, ownDatabase), text);
    await asOwner(
      `delete from tenant.events;
       insert into tenant.events (tenant_id, id, type, actor_kind, actor_label)
         values ('${tenantId}', 'evt_1', '${before}', 'stripe', 'Stripe'), ('${tenantId}', 'evt_2', 'invoice.paid', 'stripe', 'Stripe')`,
    );
    const file = (await readStream("tenant")).find((one) => one.tag === tag);
    await query(as(name), `set search_path = tenant; ${file?.statements.join(";") ?? ""}`);
    const { rows } = await asOwner("select id, type from tenant.events order by id");
    expect(rows).toEqual([
      { id: "evt_1", type: after },
      { id: "evt_2", type: "invoice.paid" },
    ]);
    const { rows: forced } = await query(
      as(name),
      "select relforcerowsecurity as is from pg_class where oid = 'tenant.events'::regclass",
    );
    expect(forced).toEqual([{ is: true }]);
  });

  test("lends its rights to the functions a workspace asks by, and to nothing else", async () => {
    const platform = urlOf("platform", as(small));
    await query(
      platform,
      `insert into platform.tenants (id, slug, name) values ('${tenantId}', 'small', 'Small')`,
    );
    await query(
      as(small),
      `begin; set local role ${rolesOf(as(small)).workspace}; ${entering(tenantId, as(small))};
       select platform.open_intent('int_x', 'change', '{}', 'x', 'x');
       select jobs.add_tenant_job('mail.send', '{"_tenant": "${tenantId}"}', null, null, 3); commit`,
    );
    const seen = await query(platform, "select id, tenant_id from platform.billing_intents");
    expect(seen.rows).toEqual([{ id: "int_x", tenant_id: tenantId }]);
    const queued = await query(urlOf("jobs", as(small)), "select task_identifier from graphile_worker.jobs");
    expect(queued.rows).toEqual([{ task_identifier: "mail.send" }]);
  });
});
