import { afterEach, describe, expect, test } from "vitest";
import { projects } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { leaveWorkspace } from "@/lib/members/leave-workspace";
import { clock, days } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { archiveProject } from "@/lib/projects/archive-project";
import { createProject } from "@/lib/projects/create-project";
import { projectOverview, suggestProjects } from "@/lib/projects/overview";
import { getProject, projectHistory } from "@/lib/projects/queries";
import { renameProject } from "@/lib/projects/rename-project";
import { type TestWorkspace, workspace } from "../support/world";

afterEach(() => clock.reset());

/** A project as if it had been created at that moment. */
const createdAt = (acme: TestWorkspace, at: Date) =>
  withTenant(acme.id, (db) =>
    db.insert(projects).values({
      tenantId: acme.id,
      id: newId("prj"),
      name: `Of ${at.toISOString()}`,
      createdBy: acme.owner.userId,
      createdAt: at,
    }),
  );

describe("the dashboard", () => {
  test("counts projects per week, Monday to Sunday in UTC, with empty weeks", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const today = clock.now();
    const monday = new Date(
      Date.UTC(
        today.getUTCFullYear(),
        today.getUTCMonth(),
        today.getUTCDate() - ((today.getUTCDay() + 6) % 7),
      ),
    );
    const at = (ms: number) => new Date(monday.getTime() + ms);
    await createdAt(acme, at(0));
    await createdAt(acme, at(-1));
    await createdAt(acme, at(-days(7)));
    await createdAt(acme, at(-days(77)));
    await createdAt(acme, at(-days(77) - 1));
    await createdAt(globex, at(0));
    const { weeks } = await acme.viewer.ask(projectOverview, {});
    expect(weeks.at(-1)?.startsAt).toEqual(monday);
    expect(weeks.map(({ total }) => total)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1]);
  });

  test("shows what changed last and leaves archived projects out", async () => {
    const acme = await workspace();
    const [first, second] = [
      await acme.member.run(createProject, { name: "First" }),
      await acme.member.run(createProject, { name: "Second" }),
    ];
    clock.shift(1_000);
    await acme.member.run(renameProject, { id: first.id, version: 1, name: "First again" });
    const { recent } = await acme.viewer.ask(projectOverview, {});
    expect(recent.map(({ name }) => name)).toEqual(["First again", "Second"]);
    await acme.member.run(archiveProject, { id: second.id });
    expect((await acme.viewer.ask(projectOverview, {})).recent).toMatchObject([{ id: first.id }]);
  });

  test("is not for the billing role, which sees no projects", async () => {
    const acme = await workspace();
    await expect(acme.billing.ask(projectOverview, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("one project", () => {
  test("its history tells every change, newest first, and only its own", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Draft" });
    await acme.member.run(createProject, { name: "Another" });
    await acme.admin.run(renameProject, { id, version: 1, name: "Final" });
    await acme.admin.run(renameProject, { id, version: 2, name: "Final", description: "Now described." });
    await acme.owner.run(archiveProject, { id });
    const history = await acme.viewer.ask(projectHistory, { id });
    expect(history.map(({ type, actorLabel }) => [type, actorLabel])).toEqual([
      ["project.archived", "owner person"],
      ["project.updated", "admin person"],
      ["project.renamed", "admin person"],
      ["project.created", "member person"],
    ]);
  });

  test("another workspace's project has no history here", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const { id } = await acme.member.run(createProject, { name: "Secret" });
    expect(await globex.owner.ask(projectHistory, { id })).toEqual([]);
  });

  test("names who created it until they leave", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Handed over" });
    expect(await acme.viewer.ask(getProject, { id })).toMatchObject({ createdByName: "member person" });
    await acme.member.run(leaveWorkspace, {});
    expect(await acme.viewer.ask(getProject, { id })).toMatchObject({ createdByName: null });
  });

  test("a new name leaves the description alone", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Draft", description: "Kept." });
    await acme.member.run(renameProject, { id, version: 1, name: "Final" });
    expect(await acme.viewer.ask(getProject, { id })).toMatchObject({ name: "Final", description: "Kept." });
  });

  test("of two that want the same name at once, one hears at the field that it is taken", async () => {
    const acme = await workspace();
    const [one, two] = [
      await acme.member.run(createProject, { name: "One" }),
      await acme.member.run(createProject, { name: "Two" }),
    ];
    const tries = await Promise.allSettled(
      [one, two].map(({ id }) => acme.member.run(renameProject, { id, version: 1, name: "The same" })),
    );
    const refused = tries.flatMap((attempt) => (attempt.status === "rejected" ? [attempt.reason] : []));
    expect(refused).toMatchObject([
      { code: "conflict", fields: { name: [expect.stringContaining("project.refused.nameTaken")] } },
    ]);
  });
});

test("the palette finds eight at most, active ones first", async () => {
  const acme = await workspace();
  for (const name of ["Alpha plan", "Beta plan", "Other"]) await acme.member.run(createProject, { name });
  const { id } = await acme.member.run(createProject, { name: "A plan of old" });
  await acme.member.run(archiveProject, { id });
  const found = await acme.viewer.ask(suggestProjects, { search: "plan" });
  expect(found.map(({ name }) => name)).toEqual(["Alpha plan", "Beta plan", "A plan of old"]);
  for (let n = 0; n < 9; n++) await acme.member.run(createProject, { name: `Plan ${n}` });
  expect(await acme.viewer.ask(suggestProjects, { search: "plan" })).toHaveLength(8);
});
