import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
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
      fields: { name: [expect.stringContaining("already")] },
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
    });
    expect(await acme.member.ask(getProject, { id })).toMatchObject({ name: "Final", version: 2 });
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

describe("listing", () => {
  test("pages cover every project once, in each order", async () => {
    const acme = await workspace();
    const names = Array.from({ length: 60 }, (_, n) => `Project ${String(n).padStart(2, "0")}`);
    for (const name of names) await acme.member.run(createProject, { name });
    for (const sort of ["recent", "oldest", "name"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await acme.viewer.ask(listProjects, { sort, cursor });
        seen.push(...page.items.map((item) => item.name));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted()).toEqual(names);
      expect(seen).toEqual(sort === "recent" ? names.toReversed() : names);
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

  test("a mangled cursor starts at the top", async () => {
    const acme = await workspace();
    await acme.member.run(createProject, { name: "Only" });
    for (const cursor of [
      "x",
      "%00",
      Buffer.from('["a"]').toString("base64url"),
      Buffer.from('["nonsense","prj"]').toString("base64url"),
    ]) {
      expect((await acme.viewer.ask(listProjects, { cursor })).items).toHaveLength(1);
    }
  });
});
