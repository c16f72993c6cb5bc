import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { entering } from "@/db/entrance";
import { residentRole } from "@/db/logins";
import * as placement from "@/db/placement";
import { projects } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { newId } from "@/lib/platform/id";
import { createProject } from "@/lib/projects/create-project";
import { move } from "../support/move";
import { type TestWorkspace, workspace } from "../support/world";
import { asApp, asOwner, ourTables } from "./clients";

const appUrl = process.env.DATABASE_URL ?? "";
let acme: TestWorkspace;
let globex: TestWorkspace;
let initech: TestWorkspace;

beforeAll(async () => {
  [acme, globex, initech] = await Promise.all([
    workspace(),
    workspace({ name: "Globex" }),
    workspace({ name: "Initech" }),
  ]);
  for (const one of [acme, globex, initech]) await one.owner.run(createProject, { name: one.slug });
  await move(acme.id, "schema");
  await move(globex.id, "schema");
});

afterEach(() => vi.restoreAllMocks());

const names = (tenantId: string) =>
  withTenant(tenantId, async (db) =>
    (await db.select({ name: projects.name }).from(projects)).map(({ name }) => name),
  );

/** As the app's login, in the role of a workspace with a schema to itself, signed for `tenantId`. */
const asResident = (of: string, tenantId: string, statement: string) =>
  asApp(async (client) => {
    await client.query(`begin; set local role "${residentRole(of, appUrl)}"; ${entering(tenantId, appUrl)}`);
    return (await client.query(statement).finally(() => client.query("rollback"))).rows;
  });

describe("a workspace in a schema of its own", () => {
  test("has its rows there, and none among the others'", async () => {
    expect(await names(acme.id)).toEqual([acme.slug]);
    expect(
      await asOwner(async (owner) => (await owner.query(`select name from ${acme.id}.projects`)).rows),
    ).toEqual([{ name: acme.slug }]);
    const left = await asOwner(
      async (owner) =>
        (await owner.query("select name from tenant.projects where tenant_id = $1", [acme.id])).rows,
    );
    expect(left).toEqual([]);
    expect(await names(initech.id)).toEqual([initech.slug]);
  });

  test("a wrong search path ends in permission denied, whoever's it is", async () => {
    for (const path of ["tenant", "GLOBEX"])
      await expect(
        withTenant(acme.id, (db) =>
          db.execute(
            sql.raw(
              `set local search_path = ${path === "GLOBEX" ? globex.id : path}; select * from projects`,
            ),
          ),
        ),
        path,
      ).rejects.toMatchObject({ cause: { code: expect.stringMatching(/42501|42P01/) } });
    for (const schema of ["tenant", globex.id, "platform"])
      await expect(
        asResident(
          acme.id,
          acme.id,
          `select * from ${schema}.${schema === "platform" ? "users" : "projects"}`,
        ),
      ).rejects.toMatchObject({ code: "42501" });
  });

  test("those who share a schema have nothing of it", async () => {
    await expect(
      withTenant(initech.id, (db) => db.execute(sql.raw(`select * from ${acme.id}.projects`))),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  test("even in its role another's signature shows nothing, and none writes a row of another", async () => {
    expect(await asResident(acme.id, globex.id, `select * from ${acme.id}.projects`)).toEqual([]);
    await expect(
      asOwner((owner) =>
        owner.query(
          `insert into ${acme.id}.projects (tenant_id, id, name, created_by) values ($1, 'x', 'x', 'x')`,
          [globex.id],
        ),
      ),
    ).rejects.toMatchObject({ code: "23514", constraint: "pinned" });
  });

  test("its tables are those of the others, as closed, and every one is pinned", async () => {
    const [own, shared] = await Promise.all([ourTables([acme.id]), ourTables(["tenant"])]);
    const bare = (all: { name: string }[]) => all.map(({ name }) => name.split(".")[1]);
    expect(bare(own)).toEqual(bare(shared));
    const { rows } = await asOwner((owner) =>
      owner.query(
        `select c.relname from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p')
            and not (c.relrowsecurity and c.relforcerowsecurity
              and (select count(*) from pg_policy p where p.polrelid = c.oid) = 2
              and exists (select from pg_constraint k where k.conrelid = c.oid and k.conname = 'pinned' and k.convalidated))`,
        [acme.id],
      ),
    );
    expect(rows).toEqual([]);
  });

  test("its role may enter what it shares with its kind, and change what happened as little as any", async () => {
    for (const statement of [
      `delete from ${acme.id}.events`,
      `update ${acme.id}.residence set epoch = 9`,
      "select * from entrance.key",
    ])
      await expect(asResident(acme.id, acme.id, statement), statement).rejects.toMatchObject({
        code: "42501",
      });
  });
});

describe("a placement", () => {
  test("that is out of date is refused by the store, asked again, and the work done once", async () => {
    const home = await workspace();
    await home.owner.run(createProject, { name: "Before" });
    const stale = await placement.placementOf(home.id);
    // As in another process, which has not heard of the move.
    const forget = vi.spyOn(placement, "forgetPlacement").mockResolvedValueOnce(true);
    await move(home.id, "schema");
    expect(await placement.placementOf(home.id)).toEqual(stale);
    let ran = 0;
    await withTenant(home.id, async () => void ran++);
    expect(ran).toBe(1);
    expect(forget).toHaveBeenCalledTimes(2);
    expect(await placement.placementOf(home.id)).toMatchObject({ level: "schema", epoch: stale.epoch + 1 });
    expect(await names(home.id)).toEqual(["Before"]);
  });

  test("that stays out of date opens nothing, from either side", async () => {
    const home = await workspace();
    for (const to of ["schema", "shared"] as const) {
      const stale = await placement.placementOf(home.id);
      await move(home.id, to);
      vi.spyOn(placement, "placementOf").mockResolvedValue(stale);
      await expect(names(home.id), to).rejects.toThrow("have moved");
      vi.restoreAllMocks();
    }
  });

  test("is none for a workspace that is not there: no level stands in for it", async () => {
    const unknown = newId("ten");
    await placement.forgetPlacement(unknown);
    await expect(withTenant(unknown, async () => "in")).rejects.toThrow("no placement");
  });
});
