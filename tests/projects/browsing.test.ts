import { afterEach, describe, expect, test } from "vitest";
import { clock } from "@/lib/platform/clock";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { archiveProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import type { ListProjectsInput } from "@/lib/projects/listing";
import { browseProjects } from "@/lib/projects/overview";
import { listProjects } from "@/lib/projects/queries";
import { projectSorts } from "@/lib/projects/values";
import { type TestWorkspace, workspace } from "../support/world";

afterEach(() => clock.reset());

const create = (acme: TestWorkspace, name: string) => acme.member.run(createProject, { name });
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => `Project ${String(n).padStart(2, "0")}`);
/** A place in a list under some query, as its own cursor names it. */
async function placeIn(acme: TestWorkspace, asked: ListProjectsInput) {
  await create(acme, "One more, so that there is a second page");
  const { nextCursor } = await acme.viewer.ask(listProjects, { ...asked, limit: 1 });
  return decodeCursor(nextCursor ?? "") ?? { query: undefined };
}
const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

describe("paging back", () => {
  test("shows the page one came from, in each order", async () => {
    const acme = await workspace();
    for (const name of numbered(60)) await create(acme, name);
    for (const sort of projectSorts) {
      const first = await acme.viewer.ask(listProjects, { sort });
      const second = await acme.viewer.ask(listProjects, { sort, cursor: first.nextCursor ?? "" });
      const third = await acme.viewer.ask(listProjects, { sort, cursor: second.nextCursor ?? "" });
      expect(third.nextCursor).toBeNull();
      const back = await acme.viewer.ask(listProjects, { sort, before: third.previousCursor ?? "" });
      expect(namesOf(back)).toEqual(namesOf(second));
      const top = await acme.viewer.ask(listProjects, { sort, before: back.previousCursor ?? "" });
      expect(namesOf(top)).toEqual(namesOf(first));
      expect(top.previousCursor).toBeNull();
    }
  });

  test("past a top that has grown short shows the whole first page", async () => {
    const acme = await workspace();
    for (const name of numbered(30)) await create(acme, name);
    const first = await acme.viewer.ask(listProjects, { sort: "name" });
    const second = await acme.viewer.ask(listProjects, { sort: "name", cursor: first.nextCursor ?? "" });
    for (const { id } of first.items.slice(0, 3)) await acme.admin.run(deleteProject, { id });
    const back = await acme.viewer.ask(listProjects, { sort: "name", before: second.previousCursor ?? "" });
    expect(back.items).toHaveLength(25);
    expect(back.items[0]?.name).toBe("Project 03");
  });

  test("a page whose rows have all gone starts at the top", async () => {
    const acme = await workspace();
    for (const name of numbered(26)) await create(acme, name);
    const first = await acme.viewer.ask(listProjects, { sort: "name" });
    const last = await acme.viewer.ask(listProjects, { sort: "name", cursor: first.nextCursor ?? "" });
    for (const { id } of last.items) await acme.admin.run(deleteProject, { id });
    const now = await acme.viewer.ask(listProjects, { sort: "name", cursor: first.nextCursor ?? "" });
    expect(namesOf(now)).toEqual(namesOf(first));
  });
});

describe("ordering", () => {
  test("by name skips and repeats nobody whose letters fold differently in the database and in JavaScript", async () => {
    const acme = await workspace();
    const names = numbered(30).map((name) => `İstanbul ${name}`);
    for (const name of names) await create(acme, name);
    const first = await acme.viewer.ask(listProjects, { sort: "name" });
    const second = await acme.viewer.ask(listProjects, { sort: "name", cursor: first.nextCursor ?? "" });
    expect([...namesOf(first), ...namesOf(second)].toSorted()).toEqual(names.toSorted());
  });

  test("a moment that no cursor of ours holds starts at the top instead of failing", async () => {
    const acme = await workspace();
    await create(acme, "Only");
    const { query } = await placeIn(acme, {});
    const keys = ["infinity", "2020 (a comment)", "+275760-09-13T00:00:00.000Z", "9999-99-99T99:99:99.999Z"];
    for (const key of keys) {
      const place = encodeCursor({ key, id: "prj_1", query });
      expect((await acme.viewer.ask(listProjects, { cursor: place })).items).toHaveLength(2);
      expect((await acme.viewer.ask(listProjects, { before: place })).items).toHaveLength(2);
    }
  });
});

describe("searching", () => {
  test("control characters in names and searches are blanks", async () => {
    const acme = await workspace();
    expect((await create(acme, "left\0right")).name).toBe("left right");
    expect(namesOf(await acme.viewer.ask(listProjects, { search: "left\0right" }))).toEqual(["left right"]);
  });
});

describe("the list's tabs", () => {
  test("count what is active and what is archived, whatever is shown", async () => {
    const acme = await workspace();
    const { id } = await create(acme, "Over");
    await create(acme, "Running");
    await acme.member.run(archiveProject, { id });
    const archived = await acme.viewer.ask(browseProjects, { status: "archived" });
    expect(namesOf(archived)).toEqual(["Over"]);
    expect(archived.counts).toEqual({ active: 1, archived: 1 });
  });
});
