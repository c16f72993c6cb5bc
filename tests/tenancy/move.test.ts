import pg from "pg";
import { expect, test } from "vitest";
import { placementOf } from "@/db/placement";
import { projects } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import { createProject } from "@/lib/projects/create-project";
import { move } from "../support/move";
import { type TestWorkspace, workspace } from "../support/world";
import { asOwner } from "./clients";

const shared = "tenant.projects";

const write = (tenantId: string, name: string) =>
  withTenant(tenantId, (db) =>
    db.insert(projects).values({ tenantId, id: newId("prj"), name, createdBy: "x" }),
  );
const readNames = (tenantId: string) =>
  withTenant(tenantId, async (db) =>
    (await db.select({ name: projects.name }).from(projects)).map(({ name }) => name).sort(),
  );
const at = (table: string, tenantId: string) =>
  asOwner(
    async (owner) => (await owner.query(`select id from ${table} where tenant_id = $1`, [tenantId])).rowCount,
  );

test("takes every table's rows along, there and back, and nobody else's", async () => {
  const [home, other] = await Promise.all([workspace(), workspace()]);
  for (const one of [home, other]) await one.owner.run(createProject, { name: one.slug });
  const moved = await move(home.id, "schema");
  expect(moved).toBeGreaterThan(1);
  expect([
    await at(shared, home.id),
    await at(`${home.id}.projects`, home.id),
    await at(shared, other.id),
  ]).toEqual([0, 1, 1]);
  expect(await move(home.id, "schema")).toBeNull();
  expect(await move(home.id, "shared")).toBe(moved);
  expect([await at(shared, home.id), await at(`${home.id}.projects`, home.id)]).toEqual([1, 0]);
  expect(await readNames(home.id)).toEqual([home.slug]);
  expect(await placementOf(home.id)).toMatchObject({ level: "shared", epoch: 3 });
});

test("loses and doubles nothing of what is written meanwhile", async () => {
  const home = await workspace();
  const acknowledged: string[] = [];
  let isOver = false;
  const writer = async (name: string) => {
    for (let n = 0; !isOver; n++) {
      await write(home.id, `${name}-${n}`);
      acknowledged.push(`${name}-${n}`);
    }
  };
  const writers = Array.from({ length: 20 }, (_, n) => writer(`w${n}`));
  for (const to of ["schema", "shared", "schema"] as const) await move(home.id, to);
  isOver = true;
  await Promise.all(writers);
  expect(acknowledged.length).toBeGreaterThan(20);
  expect(await readNames(home.id)).toEqual(acknowledged.sort());
  expect(await at(shared, home.id)).toBe(0);
});

test("whose table differs after the copy is taken back", async () => {
  const home = await workspace();
  await home.owner.run(createProject, { name: "Kept" });
  await move(home.id, "schema");
  await move(home.id, "shared");
  await asOwner((owner) =>
    owner.query(`create function public.spoil() returns trigger language plpgsql as $$ begin new.description = 'spoilt'; return new; end $$;
      create trigger spoil before insert on ${home.id}.projects for each row execute function public.spoil()`),
  );
  const before = await placementOf(home.id);
  await expect(move(home.id, "schema")).rejects.toThrow("projects differs");
  expect(await placementOf(home.id)).toEqual(before);
  expect(await readNames(home.id)).toEqual(["Kept"]);
  expect(await at(`${home.id}.projects`, home.id)).toBe(0);
  await asOwner((owner) => owner.query("drop function public.spoil cascade"));
});

/** Lets the mover come as far as a table and ends its connection there, as when its process dies. */
async function killAt(home: TestWorkspace, table: string): Promise<void> {
  const holder = new pg.Client({ connectionString: process.env.TEST_ADMIN_URL });
  await holder.connect();
  await holder.query(`begin; lock table tenant.${table} in access exclusive mode`);
  const moving = move(home.id, "schema").then(
    () => "moved",
    (thrown: Error) => thrown.message,
  );
  await expect
    .poll(
      async () => {
        const { rows } = await holder.query(
          `select pid from pg_locks where relation = 'tenant.${table}'::regclass and not granted
            and pid in (select pid from pg_stat_activity where application_name = 'tenantry-migrate')`,
        );
        for (const { pid } of rows) await holder.query("select pg_terminate_backend($1)", [pid]);
        return rows.length;
      },
      { interval: 20 },
    )
    .toBeGreaterThan(0);
  await holder.query("rollback");
  await holder.end();
  expect(await moving).not.toBe("moved");
}

test.each(["events", "projects", "residence", "usage_rollups"])(
  "killed at %s it has not happened, the workspace goes on, and the next run moves it",
  async (table) => {
    const home = await workspace();
    await write(home.id, "Before");
    await killAt(home, table);
    await write(home.id, "After");
    expect(await placementOf(home.id)).toMatchObject({ level: "shared", epoch: 1 });
    expect(await at(shared, home.id)).toBe(2);
    await move(home.id, "schema");
    expect(await readNames(home.id)).toEqual(["After", "Before"]);
  },
);
