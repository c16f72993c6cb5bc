import { eq, sql } from "drizzle-orm";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connection } from "@/db/client";
import { entering } from "@/db/entrance";
import { type Entered, rolesOf } from "@/db/logins";
import { placements, tenants, users } from "@/db/schema/platform";
import { projects } from "@/db/schema/tenant";
import { withPlatform, withStore, withTenant, withWorkspace } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import { createProject } from "@/lib/projects/create-project";
import { type TestWorkspace, workspace } from "../support/world";
import { asApp, asOwner, asRole, type GuardedTable, ourTables } from "./clients";

const appUrl = process.env.DATABASE_URL ?? "";
let acme: TestWorkspace;
let globex: TestWorkspace;
let tables: GuardedTable[];

beforeAll(async () => {
  [acme, globex, tables] = await Promise.all([workspace(), workspace({ name: "Globex" }), ourTables()]);
  await acme.owner.run(createProject, { name: "Acme's" });
  await globex.owner.run(createProject, { name: "Globex's" });
});

const asAcme = <T>(work: (client: pg.Client) => Promise<T>, role: Entered = "tenant") =>
  asRole(role, acme.id, work);
const entered = ["tenant", "workspace"] as const satisfies Entered[];
const refused = { code: "42501" };

/** Whether a role has a right, the one to enter the schema included. */
async function may(client: pg.Client, right: string, name: string): Promise<boolean> {
  const schema = name.split(".")[0];
  const { rowCount } = await client.query(`select 1 where has_schema_privilege($2, 'usage') and ${right}`, [
    name,
    schema,
  ]);
  return rowCount === 1;
}

async function visibleRows(client: pg.Client): Promise<Record<string, number>> {
  const seen: Record<string, number> = {};
  for (const { name } of tables) {
    if (!(await may(client, "has_any_column_privilege($1, 'select')", name))) continue;
    const { rows } = await client.query<{ total: number }>(`select count(*)::int as total from ${name}`);
    if (rows[0]?.total) seen[name] = rows[0].total;
  }
  return seen;
}

describe("without a tenant", () => {
  test("a fresh connection may read no table at all", async () => {
    await asApp(async (client) => {
      for (const { name } of tables)
        await expect(client.query(`select 1 from ${name}`), name).rejects.toMatchObject(refused);
    });
  });

  test.each(entered)("a workspace's role sees no row of any table: %s", async (role) => {
    expect(await asRole(role, "", visibleRows)).toEqual({});
  });

  test.each([
    ["tenant", { "tenant.projects": 1 }],
    ["workspace", { "platform.memberships": 5 }],
  ] as const)(
    "nor does %s whose connection has just served a tenant, whose setting is now the empty string",
    async (name, inside) => {
      await asApp(async (client) => {
        const role = rolesOf(appUrl)[name];
        await client.query(`begin; set local role ${role}`);
        await client.query(entering(acme.id, appUrl));
        expect(await visibleRows(client)).toMatchObject(inside);
        await client.query("commit");
        const { rows } = await client.query("select current_setting('app.tenant_id', true) as left_over");
        expect(rows).toEqual([{ left_over: "" }]);
        await client.query(`begin; set local role ${role}`);
        expect(await visibleRows(client)).toEqual({});
        await client.query("rollback");
      });
    },
  );

  test("the platform sees no content of any workspace", async () => {
    const content = Object.keys(await asRole("platform", "", visibleRows));
    expect(content.filter((name) => name.startsWith("tenant."))).toEqual([]);
  });

  test("an id that is not a tenant's opens no door", async () => {
    for (const id of ["", "acme", "%", "ten_", `${acme.id}' or true --`]) {
      await expect(withTenant(id, async () => "in")).rejects.toThrow("not a tenant id");
    }
  });
});

describe("as one tenant", () => {
  test.each(entered)("no table shows a row of another: %s", async (role) => {
    await asAcme(async (client) => {
      let seen = 0;
      for (const { name, hasTenant } of tables) {
        const column = hasTenant ? "tenant_id" : name === "platform.tenants" ? "id" : null;
        if (column === null || !(await may(client, "has_any_column_privilege($1, 'select')", name))) continue;
        const { rows } = await client.query(
          `select 1 from ${name} where ${column} is distinct from $1 limit 1`,
          [acme.id],
        );
        expect(rows, name).toEqual([]);
        seen++;
      }
      expect(seen).toBeGreaterThan(5);
    }, role);
  });

  test("a person is seen by the workspaces they belong to and by no other", async () => {
    const seen = await withWorkspace(acme.id, (db) => db.select({ id: users.id }).from(users));
    expect(seen.map((user) => user.id).sort()).toEqual(
      [acme.owner, acme.admin, acme.member, acme.viewer, acme.billing].map((one) => one.userId).sort(),
    );
  });

  test.each(entered)("a row for another tenant cannot be written, in any table: %s", async (role) => {
    for (const { name } of tables.filter((table) => table.hasTenant)) {
      await asAcme(async (client) => {
        const isGranted = await may(client, "has_table_privilege($1, 'insert')", name);
        const message = expect.stringContaining(isGranted ? "row-level security" : "permission denied");
        await expect(
          client.query(`insert into ${name} (tenant_id) values ($1)`, [globex.id]),
          name,
        ).rejects.toMatchObject({ ...refused, message });
      }, role);
    }
  });

  test("a row never changes its tenant, whoever asks", async () => {
    for (const role of ["workspace", "platform"] as const) {
      await asRole(role, acme.id, async (client) => {
        await expect(
          client.query("update platform.memberships set tenant_id = $1 where tenant_id = $2", [
            globex.id,
            acme.id,
          ]),
        ).rejects.toMatchObject({ code: "42501" });
      });
    }
    await asOwner(async (owner) => {
      await expect(owner.query("update tenant.projects set tenant_id = $1", [globex.id])).rejects.toThrow(
        "tenant_id is immutable",
      );
    });
  });

  test.each([
    ["tenant", "update tenant.projects set name = 'mine' where tenant_id = $1 returning *"],
    ["tenant", "delete from tenant.projects where tenant_id = $1 returning *"],
    [
      "tenant",
      "with gone as (delete from tenant.projects where tenant_id = $1 returning *) select * from gone",
    ],
    [
      "tenant",
      "update tenant.projects p set name = e.id from tenant.events e where e.tenant_id = $1 returning p.*",
    ],
    ["tenant", "select * from tenant.projects where tenant_id = $1 for update"],
    ["workspace", "update platform.memberships set role = 'owner' where tenant_id = $1 returning *"],
    [
      "workspace",
      "with gone as (delete from platform.memberships where tenant_id = $1 returning *) select * from gone",
    ],
    ["workspace", "select id, name from platform.tenants where id = $1"],
  ] as const)(
    "another tenant's rows cannot be changed, deleted or returned, by %s: %s",
    async (role, statement) => {
      await asAcme(async (client) => {
        expect((await client.query(statement, [globex.id])).rows).toEqual([]);
      }, role);
    },
  );

  test("an id or a name taken in another workspace is not taken here", async () => {
    const taken = await globex.owner.run(createProject, { name: "Same name" });
    const twin = await withTenant(acme.id, async (db) => {
      const values = { tenantId: acme.id, id: taken.id, name: taken.name, createdBy: acme.owner.userId };
      const [row] = await db.insert(projects).values(values).returning();
      await db.delete(projects).where(eq(projects.id, taken.id));
      return row;
    });
    expect(twin).toMatchObject({ id: taken.id, tenantId: acme.id });
    const left = await withTenant(globex.id, (db) =>
      db.select().from(projects).where(eq(projects.id, taken.id)),
    );
    expect(left).toHaveLength(1);
  });

  test("a savepoint that fails does not lose the tenant", async () => {
    await withTenant(acme.id, async (db) => {
      await db.execute(sql`savepoint attempt`);
      await expect(db.execute(sql`select 1 / 0`)).rejects.toThrow();
      await db.execute(sql`rollback to savepoint attempt`);
      const rows = await db.select({ tenantId: projects.tenantId }).from(projects);
      expect(new Set(rows.map((row) => row.tenantId))).toEqual(new Set([acme.id]));
    });
  });
});

describe("a mistake made later", () => {
  const sloppy = tablesOnce(() => tables);

  test("a policy that lets everybody see everything still shows nobody else's rows", async () => {
    await asOwner(async (owner) => {
      for (const name of sloppy()) await owner.query(`create policy sloppy on ${name} using (true)`);
    });
    for (const role of entered) expect(await asRole(role, "", visibleRows)).toEqual({});
    await asAcme(async (client) => {
      const { rows } = await client.query("select distinct tenant_id from tenant.projects");
      expect(rows).toEqual([{ tenant_id: acme.id }]);
    });
  });

  afterAll(() =>
    asOwner(async (owner) => {
      for (const name of sloppy()) await owner.query(`drop policy if exists sloppy on ${name}`);
    }),
  );
});

function tablesOnce(read: () => GuardedTable[]) {
  return () => read().map((table) => table.name);
}

describe.each(entered)("the application's role %s", (role) => {
  test.each([
    "truncate tenant.projects",
    "create table public.loot (id text)",
    "create schema loot",
    "alter table tenant.projects disable row level security",
    "alter table tenant.projects no force row level security",
    "drop policy guard on tenant.projects",
    "create policy mine on tenant.projects using (true)",
    "alter role current_user bypassrls",
    "set role postgres",
    "set session authorization postgres",
    "update migrations.applied set hash = ''",
    "delete from migrations.applied",
    "select rolpassword from pg_authid",
  ])("may not: %s", async (statement) => {
    await asAcme(async (client) => {
      await expect(client.query(statement)).rejects.toMatchObject({ code: "42501" });
    }, role);
  });

  test("with row security turned off, a query fails instead of showing everything", async () => {
    await asAcme(async (client) => {
      await client.query("set local row_security = off");
      const table = { tenant: "tenant.projects", workspace: "platform.memberships" }[role];
      await expect(client.query(`select * from ${table}`)).rejects.toThrow("row-level security");
    }, role);
  });
});

describe("a pooled connection", () => {
  test("keeps nothing of whom it served, when the work is done and when it failed", async () => {
    const fail = () => Promise.reject(new Error("on purpose"));
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 3 === 0
          ? withPlatform((db) => db.select().from(tenants))
          : withStore(n % 2 ? "tenant" : "platform", n % 4 ? acme.id : globex.id, (db) =>
              n % 5 ? db.execute(sql`select 1`) : fail(),
            ).catch(() => []),
      ),
    );
    const pools = [connection("tenant"), connection("workspace")].map(({ pool }) => pool);
    const clients = await Promise.all(
      pools.flatMap((pool) => Array.from({ length: pool.totalCount }, () => pool.connect())),
    );
    expect(clients.length).toBeGreaterThan(1);
    for (const client of clients) {
      const { rows } = await client.query(
        `select coalesce(current_setting('app.tenant_id', true), '') as tenant,
                current_user = session_user as "isItself",
                current_setting('search_path') as path`,
      );
      expect(rows).toEqual([{ tenant: "", isItself: true, path: '"$user", public' }]);
      client.release();
    }
  });
});

test("what a statement set for the session is undone before the next transaction", async () => {
  const settings = "statement_timeout = 1; set row_security = off; set default_transaction_read_only = on";
  for (const store of ["tenant", "platform"] as const) {
    const kind = store === "tenant" ? "tenant" : "workspace";
    const served = new Set<number>();
    const spoil = () => withStore(store, acme.id, (db) => db.execute(sql.raw(`set ${settings}`)));
    await Promise.all(Array.from({ length: connection(kind).pool.options.max }, spoil));
    for (let n = 0; n < 5; n++) {
      const { rows } = await withStore(store, globex.id, (db) =>
        db.execute<{ pid: number }>(sql`
          select pg_backend_pid() as pid, current_setting('statement_timeout') as timeout,
                 current_setting('row_security') as security, current_setting('transaction_read_only') as readonly`),
      );
      expect(rows).toMatchObject([{ timeout: "8s", security: "on", readonly: "off" }]);
      served.add(rows[0]?.pid ?? 0);
    }
    expect(served.size).toBeGreaterThan(0);
  }
});

describe("many tenants at once", () => {
  const nameTaken = (thrown: unknown) => {
    if (thrown instanceof Error && String(Reflect.get(thrown.cause ?? {}, "code")) === "23505")
      return "name taken" as const;
    throw thrown;
  };

  test("200 tenants interleaved on ten connections never see or touch each other", async () => {
    const ids = Array.from({ length: 200 }, () => newId("ten"));
    await withPlatform(async (db) => {
      await db.insert(tenants).values(ids.map((id, n) => ({ id, slug: `crowd-${n}x`, name: id })));
      await db.insert(placements).values(ids.map((tenantId) => ({ tenantId })));
    });
    const work = (tenantId: string) =>
      withTenant(tenantId, async (db) => {
        await db.insert(projects).values({ tenantId, id: newId("prj"), name: tenantId, createdBy: "x" });
        await db.execute(sql`select pg_sleep(random() * 0.004)`);
        // No "where" on purpose: the policy alone must hold.
        const changed = await db.update(projects).set({ description: tenantId }).returning();
        await db.execute(sql`select pg_sleep(random() * 0.004)`);
        const seen = await db.select().from(projects);
        return [...changed, ...seen].every((row) => row.tenantId === tenantId && row.name === tenantId);
      });
    // Three times as many at once as there are connections: they interleave, and on no machine does one wait too long.
    const rounds = [...ids, ...ids.toReversed()].values();
    const outcomes: (boolean | "name taken")[] = [];
    const worker = async () => {
      for (const id of rounds) outcomes.push(await work(id).catch(nameTaken));
    };
    await Promise.all(Array.from({ length: 30 }, worker));
    expect(outcomes.filter((one) => one === false)).toEqual([]);
    expect(outcomes.filter((one) => one === true)).toHaveLength(200);
    const { rows } = await asOwner((owner) =>
      owner.query("select 1 from tenant.projects where description not in ('', tenant_id)"),
    );
    expect(rows).toEqual([]);
  });
});

describe("a workspace's transaction in which a statement turns hostile", () => {
  /** Whose projects it then sees. */
  const seenAfter = (statement: string) =>
    withTenant(acme.id, async (db) => {
      await db.execute(sql.raw(statement));
      return (await db.select({ tenantId: projects.tenantId }).from(projects)).map(
        ({ tenantId }) => tenantId,
      );
    });

  test("does not become another's by naming it: the signature is of one workspace", async () => {
    expect(new Set(await seenAfter(entering(acme.id, appUrl)))).toEqual(new Set([acme.id]));
    const elsewhere = new URL(appUrl);
    elsewhere.password = "another";
    for (const statement of [
      `select set_config('app.tenant_id', '${globex.id}', true)`,
      `select set_config('app.tenant_id', '${globex.id}', true), set_config('app.signature', '', true)`,
      entering(globex.id, elsewhere.href),
    ])
      expect(await seenAfter(statement), statement).toEqual([]);
  });

  test("reads no key to sign with, in whichever role it can enter", async () => {
    for (const entering of ["select 1", "select set_config('role', 'none', true)"])
      await expect(
        withTenant(acme.id, async (db) => {
          await db.execute(sql.raw(entering));
          return db.execute(sql`select * from entrance.key`);
        }),
      ).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});
