import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { eventOutbox, memberships } from "@/db/schema/platform";
import { events, projects } from "@/db/schema/tenant";
import * as stores from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { emitter } from "@/lib/core/events";
import { command } from "@/lib/core/operation";
import { deliverEventsJob } from "@/lib/core/outbox";
import { tryAlone } from "@/lib/core/savepoint";
import { changeRole } from "@/lib/members/change-role";
import { seatUsage } from "@/lib/members/queries";
import { clock } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { type TestWorkspace, workspace } from "../support/world";

const { withPlatform, withTenant, withWorkspace } = stores;
const system = { kind: "system", id: null, label: "Test" } as const;

const historyOf = ({ id }: TestWorkspace) =>
  withTenant(id, (db) => db.select({ type: events.type, label: events.subjectLabel }).from(events));
const waitingFor = ({ id }: TestWorkspace) =>
  withPlatform((db) => db.select().from(eventOutbox).where(eq(eventOutbox.tenantId, id)));

/** Leaves lines in the platform's own transaction, as a sync or an operator does. */
const leave = ({ id }: TestWorkspace, ...labels: string[]) =>
  withPlatform(async (db) => {
    const emit = emitter(db, { tenantId: id, actor: system, origin: null });
    for (const label of labels) await emit("plan.granted", { id: "x", label });
  });

afterEach(() => {
  vi.restoreAllMocks();
  clock.reset();
});

describe("an operation", () => {
  test("reaches the rows of the store it names and no others", async () => {
    const acme = await workspace();
    const probe = (store: stores.Store, table: typeof projects | typeof memberships) =>
      acme.owner.run(
        command({
          name: "probe.run",
          summary: "Probe",
          permission: "projects:write",
          store,
          input: z.strictObject({}),
          output: z.int(),
          emits: [],
          emitsNothing: "it looks",
          rest: { none: "a probe" },
          example: {},
          run: ({ db }) => db.$count(table),
        }),
        {},
      );
    expect(await probe("tenant", projects)).toBe(0);
    expect(await probe("platform", memberships)).toBe(5);
    await expect(probe("tenant", memberships)).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(probe("platform", projects)).rejects.toMatchObject({ cause: { code: "42P01" } });
  });

  test("in a workspace's store may look at the platform's and change nothing there", async () => {
    const acme = await workspace();
    await withTenant(acme.id, async (db) => {
      const look = (text: string) => stores.alongside(db, acme.id, (beside) => beside.execute(sql.raw(text)));
      expect((await look("select count(*)::int as total from platform.memberships")).rows).toEqual([
        { total: 5 },
      ]);
      await expect(look("update platform.memberships set role = 'viewer'")).rejects.toMatchObject({
        cause: { code: "25006" },
      });
    });
  });

  test("in the platform's store has no way into the workspace's", async () => {
    const acme = await workspace();
    await acme.owner.run(createProject, { name: "Apollo" });
    expect(await acme.owner.ask(seatUsage, {})).toMatchObject({ used: 5 });
    await expect(
      withWorkspace(acme.id, (db) => db.execute(sql`select * from tenant.projects`)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

describe("what the platform adds to a history", () => {
  test("stands there when the change is answered, and nothing is left on the way", async () => {
    const acme = await workspace();
    const id = acme.viewer.context.membershipId;
    await acme.owner.run(changeRole, { id, role: "member" });
    expect(await historyOf(acme)).toEqual([{ type: "member.role_changed", label: "viewer person" }]);
    expect(await waitingFor(acme)).toEqual([]);
  });

  test("is not there where the change was not kept", async () => {
    const acme = await workspace();
    const failing = withPlatform(async (db) => {
      await emitter(db, { tenantId: acme.id, actor: system, origin: null })("plan.granted", null);
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await historyOf(acme)).toEqual([]);
    expect(await waitingFor(acme)).toEqual([]);
  });

  test("is not there where one of several deeds was taken back, and the others' is", async () => {
    const acme = await workspace();
    await withPlatform(async (db) => {
      const emit = emitter(db, { tenantId: acme.id, actor: system, origin: null });
      await emit("plan.granted", { id: "x", label: "kept" });
      await tryAlone(db, async () => {
        await emit("plan.granted", { id: "x", label: "taken back" });
        throw new AppError("conflict", "no");
      });
      await emit("plan.granted", { id: "x", label: "kept too" });
    });
    expect((await historyOf(acme)).map(({ label }) => label).toSorted()).toEqual(["kept", "kept too"]);
  });

  test("waits where its store is away or the process dies, and comes once, at its own time", async () => {
    const [acme, globex] = [await workspace(), await workspace({ name: "Globex" })];
    const away = vi.spyOn(stores, "withTenant").mockRejectedValue(new Error("the store is away"));
    await leave(acme, "first", "second");
    await leave(globex, "theirs");
    away.mockRestore();
    const [left] = await waitingFor(acme);
    expect(await historyOf(acme)).toEqual([]);
    await deliverEventsJob.run({});
    expect(await waitingFor(acme), "what is new is its own process's to deliver").toHaveLength(2);
    clock.shift(60_000);
    await Promise.all([deliverEventsJob.run({}), deliverEventsJob.run({})]);
    expect((await historyOf(acme)).map(({ label }) => label).toSorted()).toEqual(["first", "second"]);
    expect((await historyOf(globex)).map(({ label }) => label)).toEqual(["theirs"]);
    expect([...(await waitingFor(acme)), ...(await waitingFor(globex))]).toEqual([]);
    const kept = await withTenant(acme.id, (db) =>
      db
        .select({ createdAt: events.createdAt })
        .from(events)
        .where(eq(events.id, left?.id ?? "")),
    );
    expect(kept).toEqual([{ createdAt: left?.createdAt }]);
  });
});
