import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { entitlements, invitations } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations, seatUsage } from "@/lib/members/queries";
import { resendInvitation } from "@/lib/members/resend-invitation";
import { revokeInvitation } from "@/lib/members/revoke-invitation";
import { clock, days, minutes } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { member, type TestWorkspace, workspace } from "../support/world";
import { queuedMail } from "./queued-mail";

afterEach(() => clock.reset());

let serial = 0;
const address = () => `invitee-${++serial}@example.com`;

/** The five founders take five seats; `free` more are left. */
async function workspaceWithFreeSeats(free: number): Promise<TestWorkspace> {
  const acme = await workspace({ plan: "professional" });
  await withPlatform((db) =>
    db
      .update(entitlements)
      .set({ plan: "free", extraSeats: 3 + free })
      .where(eq(entitlements.tenantId, acme.id)),
  );
  return acme;
}

async function inviteOne(acme: TestWorkspace, email = address()) {
  const result = await acme.admin.run(inviteMember, { emails: email, role: "member" });
  const id = result.ok ? result.invited[0]?.id : undefined;
  if (!id) throw new Error("the invitation was refused");
  return { id, email };
}

const tokenIn = (url: string | undefined) => url?.split("/invitations/")[1] ?? "";

async function stored(id: string) {
  const [row] = await withPlatform((db) => db.select().from(invitations).where(eq(invitations.id, id)));
  if (!row) throw new Error("no such invitation");
  return row;
}

describe("inviting", () => {
  test("an admin invites a person: a mail carries the secret, the row only its hash, the audit log says so", async () => {
    const acme = await workspace();
    const { id, email } = await inviteOne(acme);
    const [mail] = await queuedMail(email);
    expect(mail).toMatchObject({
      template: "invitation",
      props: { inviterName: "admin person", workspaceName: "Acme", roleName: "Member" },
    });
    const token = tokenIn(mail?.props.url);
    expect(mail?.props.url).toBe(`http://${acme.slug}.localhost:3000/invitations/${token}`);
    const row = await stored(id);
    expect(row).toMatchObject({ status: "pending", role: "member", tokenHash: sha256(token) });
    expect(row.expiresAt.getTime() - Date.now()).toBeCloseTo(days(7), -4);
    const { items } = await acme.owner.ask(listEvents, {});
    expect(items[0]).toMatchObject({ type: "member.invited", subjectLabel: email, data: { role: "member" } });
  });

  test("several addresses at once, however they were pasted", async () => {
    const acme = await workspace();
    const [ada, grace, alan] = [address(), address(), address()];
    const result = await acme.admin.run(inviteMember, {
      emails: `Ada Lovelace <${ada.toUpperCase()}>, ${grace};\n ${alan} ${ada}`,
      role: "viewer",
    });
    expect(result).toMatchObject({ ok: true, invited: [{ email: ada }, { email: grace }, { email: alan }] });
    expect(await queuedMail(ada)).toHaveLength(1);
  });

  test.each([
    ["", "Enter an e-mail address."],
    [" , \n", "Enter an e-mail address."],
    ["ada@example.com, grace(at)example.com", "grace(at)example.com"],
    [Array.from({ length: 21 }, (_, n) => `p${n}@example.com`).join(","), "at most 20"],
  ])("what cannot be an address is named next to the field: %j", async (emails, message) => {
    const acme = await workspace();
    await expect(acme.admin.run(inviteMember, { emails, role: "member" })).rejects.toMatchObject({
      code: "invalid",
      fields: { emails: [expect.stringContaining(message)] },
    });
  });

  test("one who belongs already, or is invited already, stops the list and is named with the reason", async () => {
    const acme = await workspace();
    const { email: invited } = await inviteOne(acme);
    const stranger = address();
    const result = await acme.admin.run(inviteMember, {
      emails: [stranger, acme.viewer.email, invited].join(","),
      role: "member",
    });
    expect(result).toEqual({
      ok: false,
      refused: [
        { email: acme.viewer.email, reason: "already_member" },
        { email: invited, reason: "already_invited" },
      ],
    });
    expect(await queuedMail(stranger)).toEqual([]);
    expect(await acme.admin.ask(listInvitations, {})).toHaveLength(1);
  });

  test("a member of one workspace can be invited to another", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const result = await globex.admin.run(inviteMember, { emails: acme.owner.email, role: "member" });
    expect(result.ok).toBe(true);
  });

  test("nobody is invited as an owner", async () => {
    const acme = await workspace();
    const asOwner = { emails: address(), role: "owner" as "admin" };
    await expect(acme.owner.run(inviteMember, asOwner)).rejects.toMatchObject({
      code: "invalid",
      fields: { role: [expect.any(String)] },
    });
  });

  test.each(["member", "viewer", "billing"] as const)("a %s may not invite", async (role) => {
    const acme = await workspace();
    await expect(acme[role].run(inviteMember, { emails: address(), role: "viewer" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("of twenty admins inviting the same person at once, one succeeds and one mail goes out", async () => {
    const acme = await workspace();
    const email = address();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => acme.admin.run(inviteMember, { emails: email, role: "member" })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await queuedMail(email)).toHaveLength(1);
  });
});

describe("seats", () => {
  test("members and open invitations count together, and the mail of who does not fit is never sent", async () => {
    const acme = await workspaceWithFreeSeats(1);
    await inviteOne(acme);
    expect(await acme.viewer.ask(seatUsage, {})).toEqual({ used: 6, limit: 6 });
    const late = address();
    await expect(acme.admin.run(inviteMember, { emails: late, role: "member" })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    expect(await queuedMail(late)).toEqual([]);
  });

  test("a list that does not fit as a whole invites nobody", async () => {
    const acme = await workspaceWithFreeSeats(2);
    const three = [address(), address(), address()];
    await expect(
      acme.admin.run(inviteMember, { emails: three.join(","), role: "member" }),
    ).rejects.toMatchObject({ code: "limit_exceeded" });
    expect(await acme.admin.ask(listInvitations, {})).toEqual([]);
    expect(await queuedMail(three[0] ?? "")).toEqual([]);
  });

  test("of twenty invitations racing for the last seat, one wins", async () => {
    const acme = await workspaceWithFreeSeats(1);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => inviteOne(acme)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await acme.owner.ask(seatUsage, {})).toEqual({ used: 6, limit: 6 });
  });

  test("other workspaces' people take no seats here", async () => {
    const acme = await workspaceWithFreeSeats(1);
    const globex = await workspace();
    await inviteOne(globex);
    expect(await acme.owner.ask(seatUsage, {})).toEqual({ used: 5, limit: 6 });
  });

  test("a lapsed invitation frees its seat, and can be sent again only while one is free", async () => {
    const acme = await workspaceWithFreeSeats(1);
    const { id } = await inviteOne(acme);
    clock.shift(days(8));
    expect(await acme.owner.ask(seatUsage, {})).toMatchObject({ used: 5 });
    const { id: second } = await inviteOne(acme);
    await expect(acme.admin.run(resendInvitation, { id })).rejects.toMatchObject({ code: "limit_exceeded" });
    await acme.admin.run(revokeInvitation, { id: second });
    await expect(acme.admin.run(resendInvitation, { id })).resolves.toMatchObject({ id });
  });
});

describe("open invitations", () => {
  test("sent again, an invitation has a new link; the old one is dead", async () => {
    const acme = await workspace();
    const { id, email } = await inviteOne(acme);
    clock.shift(minutes(2));
    await acme.admin.run(resendInvitation, { id });
    const [first, second] = await queuedMail(email);
    expect(tokenIn(second?.props.url)).not.toBe(tokenIn(first?.props.url));
    expect((await stored(id)).tokenHash).toBe(sha256(tokenIn(second?.props.url)));
  });

  test("a mail is not sent again within a minute, however many ask at once", async () => {
    const acme = await workspace();
    const { id, email } = await inviteOne(acme);
    await expect(acme.admin.run(resendInvitation, { id })).rejects.toMatchObject({ code: "rate_limited" });
    clock.shift(minutes(2));
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => acme.admin.run(resendInvitation, { id })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await queuedMail(email)).toHaveLength(2);
  });

  test("a mailbox gets three mails an hour, however often it is invited and the invitation withdrawn", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const email = address();
    for (const place of [acme, globex, acme]) {
      const { id } = await inviteOne(place, email);
      await place.admin.run(revokeInvitation, { id });
    }
    await expect(inviteOne(globex, email)).rejects.toMatchObject({ code: "rate_limited" });
    expect(await queuedMail(email)).toHaveLength(3);
    expect(await globex.admin.ask(listInvitations, {})).toEqual([]);
  });

  test("withdrawn, an invitation leaves the list and cannot be sent or withdrawn again", async () => {
    const acme = await workspace();
    const { id } = await inviteOne(acme);
    await acme.admin.run(revokeInvitation, { id });
    expect(await acme.admin.ask(listInvitations, {})).toEqual([]);
    for (const command of [revokeInvitation, resendInvitation]) {
      await expect(acme.admin.run(command, { id })).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("a lapsed invitation is marked, and the person can be invited anew", async () => {
    const acme = await workspace();
    const { email } = await inviteOne(acme);
    clock.shift(days(8));
    expect(await acme.admin.ask(listInvitations, {})).toMatchObject([{ email, isExpired: true }]);
    const { id } = await inviteOne(acme, email);
    expect(await acme.admin.ask(listInvitations, {})).toMatchObject([{ id, isExpired: false }]);
  });

  test("another workspace's invitation does not exist", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const { id, email } = await inviteOne(globex);
    clock.shift(minutes(2));
    for (const command of [revokeInvitation, resendInvitation]) {
      await expect(acme.owner.run(command, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await stored(id)).status).toBe("pending");
    expect(await queuedMail(email)).toHaveLength(1);
  });

  test("who invited is named, even to an admin who joined later", async () => {
    const acme = await workspace();
    await inviteOne(acme);
    const late = await member(acme.slug, "admin");
    expect(await late.ask(listInvitations, {})).toMatchObject([{ invitedByName: "admin person" }]);
  });
});
