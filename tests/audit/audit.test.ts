import { describe, expect, test } from "vitest";
import { eventLine } from "@/app/workspace/(app)/event-line";
import { withTenant } from "@/db/tenant";
import { listEventsInput } from "@/lib/audit/listing";
import { listEvents } from "@/lib/audit/queries";
import { pageSize } from "@/lib/audit/schema";
import { emitter } from "@/lib/core/events";
import { flushRefusals } from "@/lib/core/refusals";
import { describeEvent, eventSubjects } from "@/lib/describe-event";
import { changeRole } from "@/lib/members/change-role";
import { tellings } from "@/lib/nouns";
import { formatsOf } from "@/lib/platform/formats";
import { createProject } from "@/lib/projects/create-project";
import { deleteProject } from "@/lib/projects/delete-project";
import { projectHistory } from "@/lib/projects/queries";
import { renameProject } from "@/lib/projects/rename-project";
import { updateSignUp, updateWorkspace } from "@/lib/tenancy/update-workspace";
import { type TestWorkspace, workspace } from "../support/world";

async function lines(acme: TestWorkspace): Promise<string[]> {
  const { items } = await acme.owner.ask(listEvents, {});
  return items.map((event) => {
    const { sentence, detail } = describeEvent(event, "en");
    return [...sentence.map(({ text }) => text), detail].filter(Boolean).join(" ");
  });
}

describe("the log", () => {
  test("tells who, what, when and from where", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Relaunch" });
    const { items } = await acme.admin.ask(listEvents, {});
    expect(items).toMatchObject([
      {
        type: "project.created",
        actorKind: "user",
        actorId: acme.member.userId,
        actorLabel: "member person",
        subjectId: id,
        ip: "203.0.113.7",
        userAgent: "vitest",
        createdAt: expect.any(Date),
      },
    ]);
  });

  test("outlives what it tells of", async () => {
    const acme = await workspace();
    const { id } = await acme.member.run(createProject, { name: "Short-lived" });
    await acme.admin.run(deleteProject, { id });
    expect(await lines(acme)).toEqual([
      "admin person deleted the project Short-lived",
      "member person created the project Short-lived",
    ]);
  });

  test("does not name what it is about by the id of a vendor", async () => {
    const acme = await workspace();
    const { actor, origin } = acme.owner.context;
    await withTenant(acme.id, async (db) => {
      const emit = emitter(db, { tenantId: acme.id, actor, origin });
      await emit("subscription.activated", { id: "sub_1PqRsTuVwXyZ01234567", label: "Starter" });
    });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items).toMatchObject([{ subjectId: null, subjectLabel: "Starter" }]);
    expect(items[0]).not.toHaveProperty("tenantId");
  });

  test("reads as sentences, with the detail that explains them", async () => {
    const acme = await workspace();
    const { id } = await acme.owner.run(createProject, { name: "Draft" });
    await acme.owner.run(renameProject, { id, version: 1, name: "Final" });
    const member = { id: acme.viewer.context.membershipId, role: "member" as const };
    await acme.owner.run(changeRole, member);
    await acme.owner.run(updateWorkspace, { name: "Acme Group" });
    await acme.owner.run(updateSignUp, { signUpPolicy: "open" });
    expect(await lines(acme)).toEqual([
      "owner person changed the workspace settings who may join: by invitation → anyone",
      "owner person changed the workspace settings name: Acme → Acme Group",
      "owner person changed the role of viewer person from Viewer to Member",
      "owner person renamed the project Final before: Draft",
      "owner person created the project Draft",
    ]);
    const history = await acme.owner.ask(projectHistory, { id });
    expect(history.map((event) => eventLine(event, "de", formatsOf("de")))).toMatchObject([
      {
        sentence: [{}, { text: "hat das Projekt" }, { text: "Final" }, { text: "umbenannt" }],
        detail: "vorher: Draft",
      },
      { sentence: [{}, { text: "hat das Projekt" }, { text: "Draft" }, { text: "angelegt" }], detail: null },
    ]);
  });

  test("tells of who may join from what to what it was changed, and shows older lines as they were", async () => {
    const acme = await workspace();
    const admit = (signUpDomains: string, signUpRole: "member" | "viewer") =>
      acme.admin.run(updateSignUp, { signUpPolicy: "domain", signUpDomains, signUpRole });
    await admit("acme.com, acme.co.uk", "viewer");
    await admit("acme.com, evil.example", "member");
    await admit("acme.com, evil.example", "member");
    expect(await lines(acme)).toEqual([
      "admin person changed the workspace settings",
      "admin person changed the workspace settings domains: + evil.example, − acme.co.uk\nrole: Viewer → Member",
      "admin person changed the workspace settings who may join: by invitation → by e-mail domain\ndomains: + acme.com, + acme.co.uk\nrole: Member → Viewer",
    ]);
    const old = { type: "workspace.updated", actorLabel: "Kim", subjectLabel: "Acme" };
    const data = { signUpPolicy: "domain", signUpDomains: ["acme.com"], signUpRole: "viewer" };
    expect(describeEvent({ ...old, data }, "en").detail).toBe("who may join: by e-mail domain");
  });

  test("shows an event of a later version by its type, and a detail it does not know not at all", () => {
    const odd = { type: "ship.launched", actorLabel: "Ada", subjectLabel: "Beagle", data: {} };
    expect(describeEvent(odd, "en")).toEqual({
      sentence: [
        { is: "actor", text: "Ada" },
        { is: "words", text: "ship.launched" },
        { is: "subject", text: "Beagle" },
      ],
      detail: null,
    });
    const changed = {
      type: "member.role_changed",
      actorLabel: "Ada",
      subjectLabel: "Kim",
      data: { from: "captain", to: 7 },
    };
    expect(describeEvent(changed, "en").detail).toBeNull();
  });

  test.each(["member", "viewer", "billing"] as const)("is closed to a %s", async (role) => {
    const acme = await workspace();
    await expect(acme[role].ask(listEvents, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("filters", () => {
  test("by noun and by person, alone and together", async () => {
    const acme = await workspace();
    await acme.owner.run(createProject, { name: "One" });
    await acme.admin.run(createProject, { name: "Two" });
    await acme.admin.run(updateWorkspace, { name: "Renamed" });
    const types = async (filter: { noun?: string; actorId?: string }) =>
      (await acme.owner.ask(listEvents, filter)).items.map((event) => event.type);
    expect(await types({ noun: "project" })).toEqual(["project.created", "project.created"]);
    expect(await types({ actorId: acme.admin.userId })).toEqual(["workspace.updated", "project.created"]);
    expect(await types({ noun: "project", actorId: acme.admin.userId })).toEqual(["project.created"]);
    expect(await types({ noun: "invoice" })).toEqual([]);
  });

  test("by risk, and by having none", async () => {
    const acme = await workspace();
    await acme.owner.run(createProject, { name: "One" });
    await acme.viewer.run(createProject, { name: "Two" }).catch(() => undefined);
    await flushRefusals();
    const types = async (risk?: "none" | "low" | "high") =>
      (await acme.owner.ask(listEvents, { risk })).items.map((event) => event.type);
    expect(await types()).toEqual(["security.permission_refused", "project.created"]);
    expect(await types("none")).toEqual(["project.created"]);
    expect(await types("low")).toEqual(["security.permission_refused"]);
    expect(await types("high")).toEqual([]);
  });

  test("a cursor of no list is refused", async () => {
    const acme = await workspace();
    await acme.owner.run(createProject, { name: "Only" });
    await expect(acme.owner.ask(listEvents, { cursor: "x" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("the filter knows the subject of every event there is", () => {
    for (const type of tellings.keys())
      expect(eventSubjects.filter((noun) => listEventsInput.safeParse({ noun }).success)).toContain(
        type.split(".")[0],
      );
  });
});

describe("pages", () => {
  test("cover every event once, on and back again", async () => {
    const acme = await workspace();
    const total = 2 * pageSize + 7;
    for (let n = 0; n < total; n++) await acme.owner.run(createProject, { name: `Project ${n}` });
    const read = (place: { cursor?: string; before?: string }) => acme.owner.ask(listEvents, place);
    const first = await read({});
    const second = await read({ cursor: first.nextCursor ?? "" });
    const third = await read({ cursor: second.nextCursor ?? "" });
    const ids = [first, second, third].flatMap((page) => page.items.map((event) => event.id));
    expect(new Set(ids).size).toBe(total);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect([first.previousCursor, third.nextCursor]).toEqual([null, null]);
    expect(await read({ before: third.previousCursor ?? "" })).toEqual(second);
    expect(await read({ before: second.previousCursor ?? "" })).toEqual(first);
  });
});
