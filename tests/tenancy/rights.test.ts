import { eq, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { rolesOf } from "@/db/logins";
import { guardSchema } from "@/db/migrate/guards";
import { ensureRoles } from "@/db/migrate/role";
import {
  functionRights,
  type Rights,
  type RoleName,
  rightsOf,
  type TableRights,
  type Verb,
} from "@/db/rights";
import * as platformSchema from "@/db/schema/platform";
import * as tenantSchema from "@/db/schema/tenant";
import { type Store, withPlatform, withStore, withTenant, withWorkspace } from "@/db/tenant";
import { createProject } from "@/lib/projects/create-project";
import { type TestWorkspace, workspace } from "../support/world";
import { asApp, asOwner, asRole, ourTables } from "./clients";

const { tenants, users } = platformSchema;
const { events } = tenantSchema;
const verbs: Verb[] = ["select", "insert", "update", "delete"];
const appUrl = process.env.DATABASE_URL ?? "";
const roles = rolesOf(appUrl);
const everybody: RoleName[] = ["app", "tenant", "workspace", "platform", "resident", "jobs"];

let acme: TestWorkspace;

beforeAll(async () => {
  acme = await workspace();
  await acme.owner.run(createProject, { name: "Apollo" });
});

/** Every table of the schema's modules, with who may do what with it. */
const listed: Record<string, TableRights> = named();
function named(): Record<string, TableRights> {
  const schemas = { platform: platformSchema, tenant: tenantSchema };
  const named = (["platform", "tenant"] as const).flatMap((stream) =>
    Object.values(schemas[stream])
      .filter((value) => is(value, PgTable))
      .map((table) => [stream, getTableName(table)] as const),
  );
  return Object.fromEntries(
    named.map(([stream, table]) => [`${stream}.${table}`, rightsOf(stream, table) ?? {}]),
  );
}

/** What is declared of a table for a role; the login alone, what residents share and the worker have nothing to do with ours. */
function declared(role: RoleName, table: string): Rights {
  return role === "app" || role === "resident" || role === "jobs" ? {} : (listed[table]?.[role] ?? {});
}

interface Column {
  table: string;
  column: string;
  verb: Verb | "truncate" | "references" | "trigger";
  granted: boolean;
}

/** What the database itself answers, for every table, column, role and verb. */
async function granted(role: string): Promise<Column[]> {
  const { rows } = await asOwner((owner) =>
    owner.query<Column>(
      `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column, v.verb,
              case when v.verb in ('delete', 'truncate', 'trigger') then has_table_privilege($1::name, c.oid, v.verb)
                   else has_column_privilege($1::name, c.oid, a.attnum, v.verb) end as granted
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        cross join unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as v (verb)
        where n.nspname in ('platform', 'tenant') and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
      [role],
    ),
  );
  return rows;
}

function isDeclared({ table, column, verb }: Column, role: RoleName): boolean {
  const own = verbs.find((one) => one === verb);
  const extent = own && declared(role, table)[own];
  return extent === "all" || (extent?.includes(column) ?? false);
}

describe("the declared rights", () => {
  test("list every table there is, and no other", async () => {
    expect((await ourTables()).map(({ name }) => name).sort()).toEqual(Object.keys(listed).sort());
  });

  test.each(everybody)("are what the database grants to %s: every table, column and verb", async (role) => {
    const answers = await granted(roles[role]);
    expect(answers.length).toBeGreaterThan(1_000);
    const differing = answers.filter((one) => one.granted !== isDeclared(one, role));
    expect(differing).toEqual([]);
  });

  test("are what the database grants of functions", async () => {
    const { rows } = await asOwner((owner) =>
      owner.query<{ name: string; role: string }>(
        `select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name, r.role
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          cross join unnest($1::text[]) as r (role)
          where n.nspname in ('platform', 'tenant', 'migrations', 'jobs', 'public')
            and has_function_privilege(r.role, p.oid, 'execute')`,
        [Object.values(roles)],
      ),
    );
    const found = rows.map(({ name, role }) => `${name.slice(0, name.indexOf("("))} by ${role}`);
    const wanted = Object.entries(functionRights).flatMap(([signature, callers]) =>
      callers.map((role) => `${signature.slice(0, signature.indexOf("("))} by ${roles[role]}`),
    );
    expect(found.sort()).toEqual(wanted.sort());
  });

  test("reach the queue's tables by the worker's login alone", async () => {
    const { rows } = await asOwner((owner) =>
      owner.query<{ role: string }>(
        `select distinct r.role from pg_class c join pg_namespace n on n.oid = c.relnamespace
          cross join unnest($1::text[]) as r (role)
          where n.nspname = 'graphile_worker' and c.relkind in ('r', 'v')
            and has_schema_privilege(r.role, n.oid, 'usage') and has_table_privilege(r.role, c.oid, 'select')`,
        [Object.values(roles)],
      ),
    );
    expect(rows).toEqual([{ role: roles.jobs }]);
  });

  test("leave no function of the queue's or of ours to everybody", async () => {
    const { rows } = await asOwner((owner) =>
      owner.query(
        `select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname not in ('pg_catalog', 'information_schema')
            and (p.proacl is null or exists (select 1 from aclexplode(p.proacl) where grantee = 0))`,
      ),
    );
    expect(rows).toEqual([]);
  });
});

describe("a table that nobody declared", () => {
  afterEach(() => asOwner((owner) => owner.query("drop table if exists platform.stray")));

  test("is refused by migrating, and is open to nobody", async () => {
    await asOwner(async (owner) => {
      await owner.query("create table platform.stray (tenant_id text)");
      const ours = await ensureRoles(owner, appUrl);
      await expect(guardSchema(owner, { stream: "platform", schema: "platform" }, ours)).rejects.toThrow(
        "platform.stray has no rights: declare in db/rights.ts",
      );
    });
    for (const role of ["tenant", "workspace", "platform"] as const)
      await expect(
        asRole(role, acme.id, (client) => client.query("select from platform.stray")),
      ).rejects.toMatchObject({ code: "42501" });
  });
});

/** In the application's own way, so that what is refused is what a mistake or an injection in it could do. */
const asAcme = (text: string, store: Store = "platform") =>
  withStore(store, acme.id, (db) => db.execute(sql.raw(text))).then(({ rows }) => rows);

describe.each(["tenant", "platform"] as const)(
  "inside a workspace's transaction in the store %s it is refused to",
  (store) => {
    const job = `'mail.send', '{"_tenant": "ten_00000000000000000000000000"}'::json, null, null, 3`;

    test.each([
      ["read password hashes", "select password_hash from platform.users"],
      ["read whole people", "select * from platform.users"],
      ["change somebody's e-mail", "update platform.users set email = 'mine@example.com'"],
      ["verify somebody's e-mail", "update platform.users set email_verified_at = now()"],
      [
        "make a person",
        "insert into platform.users (id, email, name) values ('usr_x', 'x@example.com', 'X')",
      ],
      ["grant itself a plan", "update platform.entitlements set plan = 'enterprise'"],
      [
        "grant itself a plan",
        "insert into platform.plan_grants (tenant_id, source, plan, reason, granted_by) values ('ten_x', 'operator', 'enterprise', 'x', 'x')",
      ],
      ["read why an operator made an exception", "select reason from platform.entitlement_overrides"],
      ["read which operator did", "select created_by from platform.entitlement_overrides"],
      [
        "except itself from a limit",
        "insert into platform.entitlement_overrides (tenant_id, feature, value, reason, created_by) values ('ten_x', 'seats', '9', 'x', 'x')",
      ],
      ["write what Stripe is to be asked", "update platform.billing_intents set status = 'completed'"],
      ["mark an invoice paid", "update platform.billing_invoices set status = 'paid'"],
      [
        "become a customer",
        "insert into platform.billing_accounts (tenant_id, stripe_customer_id) values ('ten_x', 'cus_x')",
      ],
      ["lift its own suspension", "update platform.tenants set status = 'active'"],
      ["take another address", "update platform.tenants set slug = 'another'"],
      [
        "add a member",
        "insert into platform.memberships (tenant_id, id, user_id, role) values ('ten_x', 'mem_x', 'usr_x', 'owner')",
      ],
      ["put somebody else behind a membership", "update platform.memberships set user_id = 'usr_x'"],
      ["read a session's ticket", "select ticket_hash from platform.sessions"],
      [
        "make a session",
        "insert into platform.sessions (id, user_id, expires_at) values ('ses_x', 'usr_x', now())",
      ],
      ["read an invitation's secret", "select token_hash from platform.invitations"],
      ["read links that were mailed", "select * from platform.email_tokens"],
      ["read hand-offs", "select * from platform.handoffs"],
      ["reset a counter of attempts", "delete from platform.rate_counters"],
      ["delete an audit line", "delete from tenant.events"],
      ["change an audit line", "update tenant.events set actor_label = 'somebody else'"],
      ["empty the audit log", "truncate tenant.events"],
      ["read the queue", "select * from graphile_worker._private_jobs"],
      ["queue any job", "select graphile_worker.add_job('billing.sync')"],
      ["queue the platform's jobs", `select jobs.add_job(${job})`],
      ["queue a job for another workspace", `select jobs.add_tenant_job(${job})`],
      ["ask who a session is", "select platform.live_session('ses_x', null)"],
      ["create a function", "create function tenant.f() returns int language sql as 'select 1'"],
      ["create a temporary function", "create function pg_temp.f() returns int language sql as 'select 1'"],
      ["create a schema", "create schema mine"],
      ["create a temporary table", "create temp table t (id text)"],
      ["become the platform", `set local role ${roles.platform}`],
      ["become the platform by a call", `select set_config('role', '${roles.platform}', true)`],
      ["become the worker", `set local role ${roles.jobs}`],
      ["become the platform as the login it came from", `reset role; set role ${roles.platform}`],
      ["read people as the login it came from", "reset role; select * from platform.users"],
      ["read the server's files", "select pg_read_file('/etc/passwd')"],
      ["list the server's files", "select pg_ls_dir('/')"],
      ["write a file", "copy (select 1) to '/tmp/tenantry-rights'"],
      ["run a program", "copy (select 1) to program 'true'"],
      ["keep a large object", "select lo_from_bytea(0, 'x')"],
      ["read a large object", "select lo_get(1)"],
      ["watch other connections", "select query from pg_stat_activity"],
      ["watch them as the login", "select set_config('role', 'none', true), query from pg_stat_activity"],
      ["end another's connection", "reset role; select pg_terminate_backend(1)"],
    ])("%s", async (_, statement) => {
      await expect(asAcme(statement, store)).rejects.toMatchObject({ cause: { code: "42501" } });
    });

    test("see in a list of statements whom another connection serves, even where the list is open", async () => {
      const globex = await workspace({ name: "Globex" });
      await withStore(store, globex.id, () =>
        asOwner(async (owner) => {
          const { rows } = await owner.query<{ query: string }>(
            "select query from pg_stat_activity where usename = $1 and datname = current_database()",
            [roles.app],
          );
          expect(rows.some(({ query }) => query.startsWith("reset all; begin"))).toBe(true);
          expect(JSON.stringify(rows)).not.toContain(globex.id);
        }),
      );
    });

    test("queue a job it may not ask for, or under a key that may be somebody else's", async () => {
      const own = `'{"_tenant": "${acme.id}"}'::json, null`;
      const add = (name: string, key: string) =>
        asAcme(`select jobs.add_tenant_job('${name}', ${own}, ${key}, 3)`, store);
      for (const [name, key] of [
        ["billing.sync", "null"],
        ["billing.meter", "null"],
        ["mail.send", "'schedule:billing.sync'"],
      ] as const)
        await expect(add(name, key), name).rejects.toMatchObject({ cause: { code: "42501" } });
    });
  },
);

describe("inside a workspace's transaction", () => {
  test("an operator's deed cannot be asked for or moved", async () => {
    await asAcme(`select platform.open_intent('int_x', 'operator', '{}', 'x', 'x')`);
    await asOwner((owner) =>
      owner.query(
        `insert into platform.billing_intents (id, tenant_id, kind, params, params_hash, created_by)
         values ('int_operator', $1, 'operator', '{}', 'x', 'x')`,
        [acme.id],
      ),
    );
    const moved = await asAcme(
      "select platform.move_intent('int_operator', '{pending}', 'completed', null, null, now()) as is_moved",
    );
    expect(moved).toEqual([{ is_moved: false }]);
    expect(await asAcme("select id, params from platform.billing_intents")).toEqual([]);
    const { rows } = await asOwner((owner) => owner.query("select id, status from platform.billing_intents"));
    expect(rows).toEqual([{ id: "int_operator", status: "pending" }]);
  });
});

describe("inside the platform's transaction", () => {
  test.each([
    ["delete an audit line", "delete from tenant.events"],
    ["change an audit line", "update tenant.events set actor_label = 'somebody else'"],
    ["add one", "insert into tenant.events (tenant_id, id) values ('ten_x', 'evt_x')"],
    ["read a workspace's projects", "select * from tenant.projects"],
    ["read the queue", "select * from graphile_worker._private_jobs"],
    ["delete a person", "delete from platform.users"],
    ["delete a workspace", "delete from platform.tenants"],
    ["create a function", "create function platform.f() returns int language sql as 'select 1'"],
  ])("it is refused to %s", async (_, statement) => {
    await expect(asRole("platform", acme.id, (client) => client.query(statement))).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("no setting is needed to be the platform, and none makes one", async () => {
    const seen = await withPlatform((db) =>
      db.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, acme.id)),
    );
    expect(seen).toHaveLength(1);
    const rows = await asAcme(
      "select set_config('app.scope', 'platform', true), count(*)::int as seen from platform.tenants",
    );
    expect(rows).toMatchObject([{ seen: 1 }]);
  });
});

describe("the login of the app", () => {
  test("may do nothing outside a transaction that has entered a role", async () => {
    await asApp(async (client) => {
      for (const { name } of await ourTables())
        await expect(client.query(`select from ${name}`), name).rejects.toMatchObject({ code: "42501" });
    });
  });

  test("has members' names and the audit log once inside", async () => {
    const names = await withWorkspace(acme.id, (db) => db.select({ name: users.name }).from(users));
    expect(names).toHaveLength(5);
    const lines = await withTenant(acme.id, (db) => db.select({ type: events.type }).from(events));
    expect(lines).toContainEqual({ type: "project.created" });
  });
});

describe("migrating two databases of one server at once", () => {
  test("leaves the roles they share as they should be", async () => {
    const once = () =>
      asOwner(async (owner) => {
        await ensureRoles(owner, appUrl);
      });
    await Promise.all(Array.from({ length: 6 }, once));
    const client = new pg.Client({ connectionString: appUrl });
    await client.connect();
    await expect(client.query(`set role ${roles.tenant}`)).resolves.toBeDefined();
    await client.end();
  });
});
