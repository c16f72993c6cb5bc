import { afterEach, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations } from "@/lib/members/queries";
import { resendInvitation } from "@/lib/members/resend-invitation";
import { revokeInvitation } from "@/lib/members/revoke-invitation";
import { clock, days, minutes } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { spoken } from "../support/spoken";
import { member, person, workspace } from "../support/world";
import { address, inviteOne, stored, tokenIn } from "./inviting";
import { queuedMail } from "./queued-mail";

afterEach(() => clock.reset());

describe("inviting", () => {
  test("an admin invites a person: a mail carries the secret, the row only its hash, the audit log says so", async () => {
    const acme = await workspace();
    const before = Date.now();
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
    expect(row.expiresAt.getTime() - days(7)).toBeGreaterThanOrEqual(before);
    expect(row.expiresAt.getTime() - days(7)).toBeLessThanOrEqual(Date.now());
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
    ["ada(at)example.com, grace(at)example.com", "grace(at)example.com"],
    [Array.from({ length: 21 }, (_, n) => `p${n}@example.com`).join(","), "at most 20"],
  ])("what cannot be an address is named next to the field: %j", async (emails, message) => {
    const acme = await workspace();
    await expect(acme.admin.run(inviteMember, { emails, role: "member" })).rejects.toMatchObject({
      code: "invalid",
      fields: { emails: [spoken(message)] },
    });
  });

  test("of a list the good ones go out, and each of the others is named with its reason", async () => {
    const acme = await workspace();
    const { email: invited } = await inviteOne(acme);
    const [stranger, twice] = [address(), address()];
    const result = await acme.admin.run(inviteMember, {
      emails: [stranger, acme.viewer.email, "grace(at)example.com", invited, twice, twice].join(";"),
      role: "member",
    });
    expect(result).toMatchObject({
      ok: true,
      invited: [{ email: stranger }, { email: twice }],
      twice: [twice],
    });
    expect(result.refused).toEqual([
      { email: "grace(at)example.com", reason: "invalid" },
      { email: acme.viewer.email, reason: "already_member" },
      { email: invited, reason: "already_invited" },
    ]);
    expect(await queuedMail(stranger)).toHaveLength(1);
    expect(await queuedMail(twice)).toHaveLength(1);
    expect(await acme.admin.ask(listInvitations, {})).toHaveLength(3);
  });

  test("a list of which nobody can be invited changes nothing", async () => {
    const acme = await workspace();
    const emails = [acme.viewer.email, acme.owner.email].join();
    expect(await acme.admin.run(inviteMember, { emails, role: "member" })).toMatchObject({ ok: false });
    expect(await acme.admin.ask(listInvitations, {})).toEqual([]);
  });

  test("a mailbox that had its mails does not keep the others of the list from theirs", async () => {
    const acme = await workspace();
    const [spent, fresh] = [address(), address()];
    for (let n = 0; n < 3; n++) {
      const { id } = await inviteOne(acme, spent);
      await acme.admin.run(revokeInvitation, { id });
    }
    const result = await acme.admin.run(inviteMember, { emails: `${spent}, ${fresh}`, role: "member" });
    expect(result).toMatchObject({
      invited: [{ email: fresh }],
      refused: [{ email: spent, reason: "rate_limited", message: expect.any(String) }],
    });
    expect(await acme.admin.ask(listInvitations, {})).toMatchObject([{ email: fresh }]);
    expect(await queuedMail(spent)).toHaveLength(3);
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

  test("a mailbox gets three mails an hour from one workspace, and another workspace's are its own affair", async () => {
    const [acme, globex] = await Promise.all([workspace(), workspace()]);
    const email = address();
    for (let n = 0; n < 3; n++) {
      const { id } = await inviteOne(acme, email);
      await acme.admin.run(revokeInvitation, { id });
    }
    const asOwner = acme.owner.run(inviteMember, { emails: email, role: "member" });
    await expect(asOwner).rejects.toMatchObject({ code: "rate_limited" });
    expect(await queuedMail(email)).toHaveLength(3);
    expect(await acme.admin.ask(listInvitations, {})).toEqual([]);
    await expect(inviteOne(globex, email)).resolves.toBeDefined();
  });

  test("and three from one person, however many workspaces they have", async () => {
    const kim = await person();
    const email = address();
    const tries: boolean[] = [];
    for (let n = 0; n < 4; n++) {
      const there = await member((await workspace()).slug, "admin", kim);
      const sent = there.run(inviteMember, { emails: email, role: "member" });
      tries.push(
        await sent.then(
          ({ ok }) => ok,
          () => false,
        ),
      );
    }
    expect(tries).toEqual([true, true, true, false]);
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
