import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships, sessions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { openSession } from "@/lib/auth/tickets";
import type { Role } from "@/lib/core/permissions";
import { changeRole } from "@/lib/members/change-role";
import { findMembership } from "@/lib/members/find-membership";
import { leaveWorkspace } from "@/lib/members/leave-workspace";
import { listMemberNames, listMembers } from "@/lib/members/queries";
import { removeMember } from "@/lib/members/remove-member";
import { suggestMembers } from "@/lib/members/suggest-members";
import { transferOwnership } from "@/lib/members/transfer-ownership";
import { member, origin, person, type TestMember, type TestWorkspace, workspace } from "../support/world";
import { queuedMail } from "./queued-mail";

const idOf = (someone: TestMember) => someone.context.membershipId;

async function rolesIn(acme: TestWorkspace): Promise<Record<string, Role>> {
  const rows = await withPlatform((db) =>
    db.select().from(memberships).where(eq(memberships.tenantId, acme.id)),
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.role]));
}

async function liveSessions(tenantId: string, userId: string): Promise<number> {
  const rows = await withPlatform((db) =>
    db
      .select()
      .from(sessions)
      .where(and(eq(sessions.tenantId, tenantId), eq(sessions.userId, userId))),
  );
  return rows.filter((row) => row.revokedAt === null).length;
}

const signIn = (tenantId: string, userId: string) =>
  withPlatform((db) =>
    openSession(db, { user: { id: userId, epoch: 0 }, tenantId, membershipId: null, origin }),
  );

describe("changing a role", () => {
  test("an admin makes a viewer a member; the next request knows, and the audit log says so", async () => {
    const acme = await workspace();
    const { userId } = acme.viewer;
    expect(await findMembership(acme.id, userId)).toMatchObject({ role: "viewer" });
    await acme.admin.run(changeRole, { id: idOf(acme.viewer), role: "member" });
    expect(await findMembership(acme.id, userId)).toMatchObject({ role: "member" });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items[0]).toMatchObject({
      type: "member.role_changed",
      subjectLabel: "viewer person",
      data: { from: "viewer", to: "member" },
    });
  });

  test("an admin may not touch an owner, another admin or themself", async () => {
    const acme = await workspace();
    const peer = await acme.join("admin");
    for (const target of [acme.owner, peer, acme.admin]) {
      await expect(acme.admin.run(changeRole, { id: idOf(target), role: "member" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    expect(Object.values(await rolesIn(acme)).sort()).toEqual([
      "admin",
      "admin",
      "billing",
      "member",
      "owner",
      "viewer",
    ]);
  });

  test("an admin may not make an owner, an owner may", async () => {
    const acme = await workspace();
    const promote = { id: idOf(acme.member), role: "owner" as const };
    await expect(acme.admin.run(changeRole, promote)).rejects.toMatchObject({ code: "forbidden" });
    await expect(acme.owner.run(changeRole, promote)).resolves.toMatchObject({ ok: true });
  });

  test("the last owner cannot be demoted", async () => {
    const acme = await workspace();
    await expect(acme.owner.run(changeRole, { id: idOf(acme.owner), role: "admin" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("of two owners who demote each other at once, one remains", async () => {
    for (let round = 0; round < 5; round++) {
      const acme = await workspace();
      const second = await acme.join("owner");
      await Promise.allSettled([
        acme.owner.run(changeRole, { id: idOf(second), role: "viewer" }),
        second.run(changeRole, { id: idOf(acme.owner), role: "viewer" }),
      ]);
      const owners = Object.values(await rolesIn(acme)).filter((role) => role === "owner");
      expect(owners).toHaveLength(1);
    }
  });

  test("one whose own role was just taken away cannot use it from a page still open", async () => {
    const acme = await workspace();
    await acme.owner.run(changeRole, { id: idOf(acme.admin), role: "member" });
    await expect(
      acme.admin.run(changeRole, { id: idOf(acme.viewer), role: "billing" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await acme.owner.run(removeMember, { id: idOf(acme.admin) });
    await expect(acme.admin.run(removeMember, { id: idOf(acme.viewer) })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("the same role again changes nothing and tells nobody", async () => {
    const acme = await workspace();
    const same = { id: idOf(acme.viewer), role: "viewer" as const };
    expect(await acme.admin.run(changeRole, same)).toEqual({ ok: false, reason: "unchanged" });
    expect((await acme.owner.ask(listEvents, {})).items).toEqual([]);
  });
});

describe("removing", () => {
  test("one who is removed is signed out here and only here, and told by mail", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const kim = await person();
    const here = await member(acme.slug, "member", kim);
    await member(globex.slug, "member", kim);
    await signIn(acme.id, kim.id);
    await signIn(globex.id, kim.id);
    expect(await findMembership(acme.id, kim.id)).toMatchObject({ role: "member" });
    await acme.admin.run(removeMember, { id: idOf(here) });
    expect(await findMembership(acme.id, kim.id)).toBeNull();
    expect(await liveSessions(acme.id, kim.id)).toBe(0);
    expect(await liveSessions(globex.id, kim.id)).toBe(1);
    expect(await findMembership(globex.id, kim.id)).toMatchObject({ role: "member" });
    expect(await queuedMail(kim.email)).toMatchObject([
      { template: "memberRemoved", props: { workspaceName: "Acme" } },
    ]);
  });

  test("an admin may not remove an owner or another admin; an owner may remove another owner", async () => {
    const acme = await workspace();
    const [peer, partner] = [await acme.join("admin"), await acme.join("owner")];
    for (const target of [acme.owner, peer]) {
      await expect(acme.admin.run(removeMember, { id: idOf(target) })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(acme.owner.run(removeMember, { id: idOf(partner) })).resolves.toBeDefined();
  });

  test("nobody removes themself: leaving is its own deed", async () => {
    const acme = await workspace();
    await expect(acme.owner.run(removeMember, { id: idOf(acme.owner) })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("another workspace's member does not exist, for any of the verbs", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const id = idOf(globex.viewer);
    const before = await rolesIn(globex);
    const notFound = { code: "not_found" };
    await expect(acme.owner.run(changeRole, { id, role: "owner" })).rejects.toMatchObject(notFound);
    await expect(acme.owner.run(removeMember, { id })).rejects.toMatchObject(notFound);
    await expect(acme.owner.run(transferOwnership, { id })).rejects.toMatchObject(notFound);
    expect(await rolesIn(globex)).toEqual(before);
  });
});

describe("leaving and handing over", () => {
  test.each(["admin", "member", "viewer", "billing"] as const)("a %s leaves", async (role) => {
    const acme = await workspace();
    await signIn(acme.id, acme[role].userId);
    expect(await findMembership(acme.id, acme[role].userId)).toMatchObject({ role });
    await acme[role].run(leaveWorkspace, {});
    expect(await findMembership(acme.id, acme[role].userId)).toBeNull();
    expect(await liveSessions(acme.id, acme[role].userId)).toBe(0);
    expect((await acme.owner.ask(listEvents, {})).items[0]).toMatchObject({ type: "member.left" });
  });

  test("the last owner cannot leave; of two who leave at once, one stays", async () => {
    const acme = await workspace();
    await expect(acme.owner.run(leaveWorkspace, {})).rejects.toMatchObject({ code: "conflict" });
    const second = await acme.join("owner");
    const tries = await Promise.allSettled([
      acme.owner.run(leaveWorkspace, {}),
      second.run(leaveWorkspace, {}),
    ]);
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(Object.values(await rolesIn(acme))).toContain("owner");
  });

  test("an owner hands the workspace over and stays as an admin", async () => {
    const acme = await workspace();
    expect(await findMembership(acme.id, acme.owner.userId)).toMatchObject({ role: "owner" });
    await acme.owner.run(transferOwnership, { id: idOf(acme.viewer) });
    expect(await rolesIn(acme)).toMatchObject({
      [idOf(acme.viewer)]: "owner",
      [idOf(acme.owner)]: "admin",
    });
    expect(await findMembership(acme.id, acme.owner.userId)).toMatchObject({ role: "admin" });
    const { items } = await acme.admin.ask(listEvents, {});
    expect(items[0]).toMatchObject({ type: "ownership.transferred", subjectLabel: "viewer person" });
  });

  test("handed over to two at once, it goes to one of them", async () => {
    const acme = await workspace();
    const tries = await Promise.allSettled(
      [acme.member, acme.viewer].map((one) => acme.owner.run(transferOwnership, { id: idOf(one) })),
    );
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const owners = Object.values(await rolesIn(acme)).filter((role) => role === "owner");
    expect(owners).toHaveLength(1);
  });

  test("an admin may not hand over what they do not own, nor an owner to themself", async () => {
    const acme = await workspace();
    await expect(acme.admin.run(transferOwnership, { id: idOf(acme.member) })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(acme.owner.run(transferOwnership, { id: idOf(acme.owner) })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("listing", () => {
  test("pages cover every member once, by name whatever its case", async () => {
    const acme = await workspace();
    for (let n = 0; n < 50; n++) {
      const name = `${n % 2 ? "zoë" : "Zoë"} ${String(n).padStart(2, "0")}`;
      await member(acme.slug, "viewer", await person({ name }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await acme.viewer.ask(listMembers, { cursor });
      seen.push(...page.items.map((item) => item.name.toLowerCase()));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(55);
    expect(seen).toEqual(seen.toSorted());
  });

  test("a page back shows what it showed before", async () => {
    const acme = await workspace();
    for (let n = 0; n < 60; n++) await member(acme.slug, "viewer", await person({ name: `Zoë ${n}` }));
    const first = await acme.viewer.ask(listMembers, {});
    const second = await acme.viewer.ask(listMembers, { cursor: first.nextCursor ?? "" });
    const third = await acme.viewer.ask(listMembers, { cursor: second.nextCursor ?? "" });
    expect(await acme.viewer.ask(listMembers, { before: third.previousCursor ?? "" })).toEqual(second);
    expect(await acme.viewer.ask(listMembers, { before: second.previousCursor ?? "" })).toEqual(first);
  });

  test("a mangled place is refused", async () => {
    const acme = await workspace();
    const nul = Buffer.from(JSON.stringify(["a\0", "mem"])).toString("base64url");
    for (const odd of [{ cursor: "x" }, { cursor: nul }, { before: nul }]) {
      await expect(acme.viewer.ask(listMembers, odd)).rejects.toMatchObject({ code: "invalid" });
    }
  });

  test("a search finds by name and by e-mail, wildcards taken literally", async () => {
    const acme = await workspace();
    const ada = await member(acme.slug, "viewer", await person({ name: "Ada 100%" }));
    const found = async (search: string) =>
      (await acme.viewer.ask(listMembers, { search })).items.map((item) => item.userId);
    expect(await found("ADA")).toEqual([ada.userId]);
    expect(await found(ada.email.toUpperCase())).toEqual([ada.userId]);
    expect(await found("100%")).toEqual([ada.userId]);
    expect(await found("%")).toEqual([ada.userId]);
    expect(await found("_")).toHaveLength(6);
  });

  test("last seen is here, not in another workspace", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const kim = await person({ name: "Kim" });
    await member(acme.slug, "member", kim);
    await member(globex.slug, "member", kim);
    await signIn(acme.id, kim.id);
    const lastSeen = async (place: TestWorkspace) =>
      (await place.owner.ask(listMembers, { search: "kim" })).items[0]?.lastSeenAt;
    expect(await lastSeen(acme)).toBeInstanceOf(Date);
    expect(await lastSeen(globex)).toBeNull();
  });

  test("names of other workspaces' people are never offered", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const names = await acme.viewer.ask(listMemberNames, {});
    expect(names).toHaveLength(5);
    expect(names.map((one) => one.userId)).not.toContain(globex.owner.userId);
  });
});

test("people are found by name or e-mail while somebody types, five of their own workspace at most", async () => {
  const acme = await workspace();
  const other = await workspace();
  const [first] = await acme.viewer.ask(suggestMembers, { search: "admin person" });
  expect(first).toEqual({ id: idOf(acme.admin), name: "admin person", email: expect.any(String) });
  expect(await acme.viewer.ask(suggestMembers, { search: first?.email ?? "" })).toEqual([first]);
  expect(await other.viewer.ask(suggestMembers, { search: first?.email ?? "" })).toEqual([]);
  expect(await acme.viewer.ask(suggestMembers, { search: "100%" })).toEqual([]);
  for (const role of ["member", "member", "viewer"] as const) await acme.join(role);
  expect(await acme.viewer.ask(suggestMembers, { search: "person" })).toHaveLength(5);
});
