import { describe, expect, test } from "vitest";
import { projects } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { newId } from "@/lib/platform/id";
import { said } from "@/lib/platform/said";
import { archiveProject, restoreProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import { getProject, listProjects } from "@/lib/projects/queries";
import { renameProject } from "@/lib/projects/rename-project";
import { workspace } from "../support/world";

describe("creating", () => {
  test("a member creates a project and the audit log says so", async () => {
    const acme = await workspace();
    const project = await acme.member.run(createProject, { name: "  Spring \n campaign " });
    expect(project.name).toBe("Spring campaign");
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items[0]).toMatchObject({
      type: "project.created",
      actorId: acme.member.userId,
      subjectLabel: "Spring campaign",
    });
  });

  test("a name is taken whatever its case, but only in its own workspace", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    await acme.member.run(createProject, { name: "Årsrapport" });
    await expect(acme.admin.run(createProject, { name: "ÅRSRAPPORT" })).rejects.toMatchObject({
      code: "conflict",
      fields: { name: [expect.stringContaining("project.refused.nameTaken")] },
    });
    await expect(globex.member.run(createProject, { name: "Årsrapport" })).resolves.toBeDefined();
  });

  test("of twenty at once at the plan's cap, exactly one is admitted", async () => {
    const acme = await workspace({ plan: "free" });
    await acme.owner.run(createProject, { name: "first" });
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => acme.owner.run(createProject, { name: `parallel ${n}` })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const refused = tries.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(new Set(refused)).toEqual(new Set(["limit_exceeded"]));
  });

  test("an empty, a blank and a too long name are refused next to the field", async () => {
    const acme = await workspace();
    for (const name of ["", " \t ", "x".repeat(81)]) {
      await expect(acme.member.run(createProject, { name })).rejects.toMatchObject({
        code: "invalid",
        fields: { name: [expect.any(String)] },
      });
    }
  });

  test("a tenant id smuggled into the input is refused", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const smuggled = { name: "mine", tenantId: globex.id };
    await expect(acme.member.run(createProject, smuggled)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("changing", () => {
  test("a stale page loses to the newer change and is told so", async () => {
    const acme = await workspace();
    const { id, version } = await acme.member.run(createProject, { name: "Draft" });
    await acme.admin.run(renameProject, { id, version, name: "Final" });
    await expect(acme.member.run(renameProject, { id, version, name: "Mine" })).rejects.toMatchObject({
      code: "conflict",
      isOvertaken: true,
    });
    expect(await acme.member.ask(getProject, { id })).toMatchObject({ name: "Final", version: 2 });
  });

  test("renaming and restoring at once wait for each other, and for nothing else", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Busy" });
    for (let version = 1, round = 0; round < 12; round++) {
      version = (await acme.admin.run(archiveProject, { id })).version;
      const [, renamed] = await Promise.allSettled([
        acme.admin.run(restoreProject, { id }),
        acme.owner.run(renameProject, { id, version, name: `Busy ${round}` }),
        acme.member.run(renameProject, { id, version, name: `Busier ${round}` }),
      ]);
      if (renamed.status === "rejected") expect(renamed.reason).toMatchObject({ code: "conflict" });
    }
  });

  test("an archived project leaves the list and comes back", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Seasonal" });
    await acme.member.run(archiveProject, { id });
    expect((await acme.viewer.ask(listProjects, {})).items).toEqual([]);
    await acme.member.run(restoreProject, { id });
    expect((await acme.viewer.ask(listProjects, {})).items).toMatchObject([{ id, status: "active" }]);
  });

  test("a project that vanished is not found, by rename, archive and delete alike", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Gone" });
    await acme.admin.run(deleteProject, { id });
    await expect(acme.member.run(renameProject, { id, version: 1, name: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(acme.member.run(archiveProject, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(acme.admin.run(deleteProject, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

test("whoever comes second hears who was first, and how the project stands now", async () => {
  const acme = await workspace();
  const { id, version } = await acme.member.run(createProject, { name: "Relaunch" });
  await acme.admin.run(renameProject, { id, version, name: "Relaunch 2", description: "In\nspring" });
  const { actor } = acme.admin.context;
  await expect(acme.member.run(renameProject, { id, version, name: "Relaunch 3" })).rejects.toMatchObject({
    message: said("project.refused.changedMeanwhile", {
      ...{ actor: actor.label, name: "Relaunch 2", description: "In spring" },
    }),
    isOvertaken: true,
  });
});

describe("listing", () => {
  test("pages cover every project once, in each order", async () => {
    const acme = await workspace();
    const names = Array.from({ length: 60 }, (_, n) => `Project ${String(n).padStart(2, "0")}`);
    for (const name of names) await acme.member.run(createProject, { name });
    for (const sort of ["updatedAt", "createdAt", "name"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await acme.viewer.ask(listProjects, { sort, cursor });
        seen.push(...page.items.map((item) => item.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted()).toEqual(names);
      expect(seen).toEqual(sort === "name" ? names : names.toReversed());
    }
  });

  test("a search takes wildcards and quotes literally", async () => {
    const acme = await workspace();
    for (const name of ["100% organic", "1000 lamps", "O'Hara_list", "OXHaraXlist"])
      await acme.member.run(createProject, { name });
    const found = async (search: string) =>
      (await acme.viewer.ask(listProjects, { search })).items.map((item) => item.name);
    expect(await found("100%")).toEqual(["100% organic"]);
    expect(await found("o'hara_")).toEqual(["O'Hara_list"]);
  });

  test("a mangled cursor is refused", async () => {
    const acme = await workspace();
    await acme.member.run(createProject, { name: "Only" });
    for (const cursor of [
      "x",
      Buffer.from('["a"]').toString("base64url"),
      Buffer.from('["nonsense","prj"]').toString("base64url"),
    ]) {
      await expect(acme.viewer.ask(listProjects, { cursor })).rejects.toMatchObject({ code: "invalid" });
    }
  });
});

describe("names that look the same", () => {
  test.each([
    ["a zero-width character", "Road\u200Bmap"],
    ["a joiner", "Road\u200Dmap"],
    ["its width", "Ｒｏａｄｍａｐ"],
    ["its case", "ROADMAP"],
    ["its gaps", " Roadmap\u00A0"],
  ])("are one name but for %s, created or renamed", async (_, twin) => {
    const acme = await workspace();
    await acme.member.run(createProject, { name: "Roadmap" });
    const taken = {
      code: "conflict",
      fields: { name: [expect.stringContaining("project.refused.nameTaken")] },
    };
    await expect(acme.admin.run(createProject, { name: twin })).rejects.toMatchObject(taken);
    const { id, version } = await acme.admin.run(createProject, { name: "Other" });
    await expect(acme.admin.run(renameProject, { id, version, name: twin })).rejects.toMatchObject(taken);
  });

  test("from before the rule go on, each with a description that can be changed", async () => {
    const acme = await workspace();
    const rows = ["Old\u200Bname", "Oldname"].map((name) => ({ name, id: newId("prj") }));
    await withTenant(acme.id, (db) =>
      db.insert(projects).values(rows.map((row) => ({ ...row, tenantId: acme.id, createdBy: "usr" }))),
    );
    for (const { id } of rows)
      await acme.member.run(renameProject, { id, version: 1, name: "Oldname", description: "Kept" });
    const { items } = await acme.viewer.ask(listProjects, { sort: "name" });
    expect(items.map(({ description }) => description)).toEqual(["Kept", "Kept"]);
  });
});
