import { describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { changeProjects } from "@/lib/projects/change-projects";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import { exportProjects } from "@/lib/projects/export-projects";
import { listProjects } from "@/lib/projects/queries";
import { type TestWorkspace, workspace } from "../support/world";

async function three(): Promise<{ acme: TestWorkspace; ids: string[] }> {
  const acme = await workspace();
  const made = [];
  for (const name of ["One", "Two", "Three"]) made.push(await acme.member.run(createProject, { name }));
  return { acme, ids: made.map(({ id }) => id) };
}
const active = async (acme: TestWorkspace) =>
  (await acme.viewer.ask(listProjects, { sort: "name" })).items.map(({ name }) => name);

describe("several projects at once", () => {
  test("are archived and restored, each with its event", async () => {
    const { acme, ids } = await three();
    const outcome = await acme.member.run(changeProjects, { ids, deed: "archive" });
    expect(outcome).toMatchObject({ ok: true, refused: [] });
    expect(await active(acme)).toEqual([]);
    const { items } = await acme.owner.ask(listEvents, { noun: "project" });
    expect(items.filter(({ type }) => type === "project.archived")).toHaveLength(3);
    await acme.member.run(changeProjects, { ids, deed: "restore" });
    expect(await active(acme)).toEqual(["One", "Three", "Two"]);
  });

  test("the one that is gone is named, and the others are done", async () => {
    const { acme, ids } = await three();
    const [gone = ""] = ids;
    await acme.admin.run(deleteProject, { id: gone });
    const outcome = await acme.member.run(changeProjects, { ids, deed: "archive" });
    expect(outcome).toMatchObject({ ok: true, refused: [{ id: gone }] });
    expect(await active(acme)).toEqual([]);
  });

  test("deleting asks for the right to delete, whatever the right to change", async () => {
    const { acme, ids } = await three();
    await expect(acme.member.run(changeProjects, { ids, deed: "delete" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await active(acme)).toHaveLength(3);
    await acme.admin.run(changeProjects, { ids, deed: "delete" });
    expect(await active(acme)).toEqual([]);
  });

  test("of another workspace are none of ours", async () => {
    const { ids } = await three();
    const other = await workspace();
    const outcome = await other.owner.run(changeProjects, { ids, deed: "delete" });
    expect(outcome).toMatchObject({ ok: false, refused: [{}, {}, {}] });
  });
});

test("an export stands in the history with its filter", async () => {
  const { acme } = await three();
  await acme.viewer.run(exportProjects, { search: "one", status: "all" });
  const { items } = await acme.owner.ask(listEvents, { noun: "project" });
  expect(items[0]).toMatchObject({ type: "project.exported", data: { search: "one", status: "all" } });
});
