import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { entitlements } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { archiveProject, restoreProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import { browseProjects } from "@/lib/projects/overview";
import { getProject } from "@/lib/projects/queries";
import { renameProject } from "@/lib/projects/rename-project";
import { type TestWorkspace, workspace } from "../support/world";

describe("after a downgrade", () => {
  test("nothing is deleted: the newest projects beyond the plan are read-only, and say so", async () => {
    const { acme } = await downgraded();
    const { items, allowance } = await acme.viewer.ask(browseProjects, { sort: "createdAt", order: "asc" });
    expect(items.map(({ name, isReadOnly }) => [name, isReadOnly])).toEqual([
      ["One", false],
      ["Two", false],
      ["Three", true],
      ["Four", true],
    ]);
    expect(allowance).toMatchObject({ isOver: true, isExhausted: true, limit: 2 });
  });

  test("one of them cannot be renamed, while an older one can", async () => {
    const { acme, one, three } = await downgraded();
    await expect(acme.owner.run(renameProject, { ...three, name: "New" })).rejects.toMatchObject({
      code: "limit_exceeded",
      message: expect.stringContaining("Free plan includes 2 projects"),
    });
    expect(await acme.owner.run(renameProject, { ...one, name: "New" })).toMatchObject({ name: "New" });
  });

  test("archiving or deleting another lets the next in line be changed again: the owner chooses", async () => {
    const { acme, one, two, three, four } = await downgraded();
    await acme.owner.run(archiveProject, { id: one.id });
    expect(await acme.owner.run(renameProject, { ...three, name: "Kept" })).toMatchObject({ name: "Kept" });
    await acme.owner.run(deleteProject, { id: two.id });
    expect(await acme.owner.ask(getProject, { id: four.id })).toMatchObject({ isReadOnly: false });
  });

  test("what was archived does not come back into a full plan", async () => {
    const { acme, one, four } = await downgraded();
    await acme.owner.run(archiveProject, { id: one.id });
    await expect(acme.owner.run(restoreProject, { id: one.id })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    await acme.owner.run(archiveProject, { id: four.id });
    await expect(acme.owner.run(restoreProject, { id: one.id })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    const { items } = await acme.owner.ask(browseProjects, {});
    await acme.owner.run(archiveProject, { id: items[0]?.id ?? "" });
    expect(await acme.owner.run(restoreProject, { id: one.id })).toMatchObject({ status: "active" });
  });

  test("two that come back at once into one free place: one does", async () => {
    const { acme, one, two, three, four } = await downgraded();
    for (const { id } of [one, two, three, four]) await acme.owner.run(archiveProject, { id });
    const tries = await Promise.allSettled(
      [one, two, three, four].map(({ id }) => acme.owner.run(restoreProject, { id })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  });

  test("a larger plan makes all of them writable again", async () => {
    const { acme, four } = await downgraded();
    await setPlan(acme, "starter");
    expect(await acme.owner.run(renameProject, { ...four, name: "Free again" })).toMatchObject({
      name: "Free again",
    });
  });
});

/** Four projects, made on a plan that had room for them, on one that includes two. */
async function downgraded() {
  const acme = await workspace({ plan: "starter" });
  const made = [];
  for (const name of ["One", "Two", "Three", "Four"]) {
    const { id, version } = await acme.owner.run(createProject, { name });
    made.push({ id, version });
  }
  await setPlan(acme, "free");
  const [one, two, three, four] = made;
  if (!one || !two || !three || !four) throw new Error("unreachable");
  return { acme, one, two, three, four };
}

async function setPlan({ id }: TestWorkspace, plan: "free" | "starter") {
  await withPlatform((db) => db.update(entitlements).set({ plan }).where(eq(entitlements.tenantId, id)));
}
