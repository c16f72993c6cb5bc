import { describe, expect, test } from "vitest";
import { createProject } from "@/lib/projects/create-project";
import type { ListProjectsInput } from "@/lib/projects/listing";
import { listProjects } from "@/lib/projects/queries";
import { type TestWorkspace, workspace } from "../support/world";

async function furnished(count: number): Promise<TestWorkspace> {
  const acme = await workspace();
  for (let n = 1; n <= count; n++) await acme.member.run(createProject, { name: `Project ${n}` });
  return acme;
}
const list = (acme: TestWorkspace, asked: ListProjectsInput) => acme.viewer.ask(listProjects, asked);

describe("a list", () => {
  test.each(["updatedAt", "createdAt", "name", "status"] as const)(
    "sorted by %s shows every row once in either order, and the one is the other turned round",
    async (sort) => {
      const acme = await furnished(7);
      const walk = async (order: "asc" | "desc") => {
        const ids: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list(acme, { sort, order, limit: 2, cursor });
          ids.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor ?? undefined;
        } while (cursor);
        return ids;
      };
      const up = await walk("asc");
      expect(new Set(up).size).toBe(7);
      expect(await walk("desc")).toEqual(up.toReversed());
    },
  );

  test("takes a cursor with another limit, and with no other query", async () => {
    const acme = await furnished(4);
    const { nextCursor } = await list(acme, { sort: "name", limit: 2 });
    const cursor = nextCursor ?? "";
    expect((await list(acme, { sort: "name", limit: 1, cursor })).items).toHaveLength(1);
    expect((await list(acme, { sort: "name", order: "asc", limit: 1, cursor })).items).toHaveLength(1);
    const others: ListProjectsInput[] = [
      { sort: "createdAt" },
      { sort: "name", order: "desc" },
      { sort: "name", search: "project" },
      { sort: "name", status: "all" },
    ];
    for (const other of others)
      await expect(list(acme, { ...other, cursor })).rejects.toMatchObject({
        code: "invalid",
        fields: { cursor: ["common.list.ofAnotherQuery"] },
      });
  });

  test("is cut by number where somebody asks for a page by number, and counts what there is", async () => {
    const acme = await furnished(5);
    const page = await list(acme, { sort: "name", limit: 2, page: 3 });
    expect(page.items.map(({ name }) => name)).toEqual(["Project 5"]);
    expect(page).toMatchObject({ totalItems: 5, totalPages: 3, nextCursor: null });
    expect((await list(acme, {})).totalItems).toBeNull();
  });

  test("refuses a page too far in, and a number together with a cursor", async () => {
    const acme = await furnished(2);
    await expect(list(acme, { limit: 100, page: 101 })).rejects.toMatchObject({ code: "invalid" });
    expect((await list(acme, { limit: 100, page: 100 })).items).toEqual([]);
    const { nextCursor } = await list(acme, { limit: 1 });
    await expect(list(acme, { limit: 1, page: 1, cursor: nextCursor ?? "" })).rejects.toMatchObject({
      fields: { page: ["common.list.pageOrCursor"] },
    });
  });
});
