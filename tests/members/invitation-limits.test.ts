import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { rateCounters, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { counterKey } from "@/lib/auth/attempts";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { invitationBudgets } from "@/lib/members/invitation-budget";
import { inviteMember } from "@/lib/members/invite-member";
import { listInvitations, seatUsage } from "@/lib/members/queries";
import { resendInvitation } from "@/lib/members/resend-invitation";
import { revokeInvitation } from "@/lib/members/revoke-invitation";
import { clock, days, minutes } from "@/lib/platform/clock";
import { account, visitor } from "../auth/people";
import { spoken } from "../support/spoken";
import { member, person, workspace } from "../support/world";
import { address, bothOnFree, inviteOne, onFree, workspaceWithFreeSeats } from "./inviting";
import { queuedMail } from "./queued-mail";

afterEach(() => clock.reset());

describe("seats", () => {
  test("members and open invitations count together, and the mail of who does not fit is never sent", async () => {
    const acme = await workspaceWithFreeSeats(1);
    await inviteOne(acme);
    expect(await acme.viewer.ask(seatUsage, {})).toMatchObject({ used: 6, limit: 6 });
    const late = address();
    await expect(acme.admin.run(inviteMember, { emails: late, role: "member" })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    expect(await queuedMail(late)).toEqual([]);
  });

  test("of a list that does not fit as a whole, those are invited for whom there is a seat", async () => {
    const acme = await workspaceWithFreeSeats(2);
    const three = [address(), address(), address()];
    const result = await acme.admin.run(inviteMember, { emails: three.join(","), role: "member" });
    expect(result).toMatchObject({
      invited: [{ email: three[0] }, { email: three[1] }],
      refused: [{ email: three[2], reason: "limit_exceeded" }],
    });
    expect(await acme.admin.ask(listInvitations, {})).toHaveLength(2);
    expect(await queuedMail(three[2] ?? "")).toEqual([]);
  });

  test("of twenty invitations racing for the last seat, one wins", async () => {
    const acme = await workspaceWithFreeSeats(1);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => inviteOne(acme)));
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await acme.owner.ask(seatUsage, {})).toMatchObject({ used: 6, limit: 6 });
  });

  test("other workspaces' people take no seats here", async () => {
    const acme = await workspaceWithFreeSeats(1);
    const globex = await workspace();
    await inviteOne(globex);
    expect(await acme.owner.ask(seatUsage, {})).toMatchObject({ used: 5, limit: 6 });
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

describe("the budget of whoever invites", () => {
  const verify = (userId: string, at: Date | null) =>
    withPlatform((db) => db.update(users).set({ emailVerifiedAt: at }).where(eq(users.id, userId)));

  test("nobody invites before an owner and they themselves have verified their e-mail", async () => {
    const acme = await workspace();
    const asked = { emails: address(), role: "member" as const };
    await verify(acme.owner.userId, null);
    for (const who of [acme.owner, acme.admin])
      await expect(who.run(inviteMember, asked)).rejects.toMatchObject({
        code: "forbidden",
        message: spoken(/verify/i),
      });
    await verify(acme.owner.userId, new Date());
    await verify(acme.admin.userId, null);
    await expect(acme.admin.run(inviteMember, asked)).rejects.toMatchObject({ code: "forbidden" });
    await expect(acme.owner.run(inviteMember, asked)).resolves.toMatchObject({ ok: true });
    expect(await queuedMail(asked.emails)).toHaveLength(1);
  });

  test("nor does an invitation go out again", async () => {
    const acme = await workspace();
    const { id, email } = await inviteOne(acme);
    clock.shift(minutes(2));
    await verify(acme.admin.userId, null);
    await expect(acme.admin.run(resendInvitation, { id })).rejects.toMatchObject({ code: "forbidden" });
    expect(await queuedMail(email)).toHaveLength(1);
  });

  test("inviting and withdrawing in a loop ends after a day's worth, however many do it", async () => {
    const free = bothOnFree(await workspaceWithFreeSeats(1));
    let sent = 0;
    for (let n = 0; n < 30; n++) {
      const who = n % 2 ? free.admin : free.owner;
      const result = await who
        .run(inviteMember, { emails: address(), role: "member" })
        .catch((thrown) => thrown);
      if (!result.ok) {
        expect(result).toMatchObject({ code: "rate_limited", message: spoken(/in 24 hours/) });
        break;
      }
      sent += 1;
      await who.run(revokeInvitation, { id: result.invited[0].id });
    }
    expect(sent).toBe(invitationBudgets.free.workspace);
    clock.shift(days(1));
    await expect(inviteOne(free)).resolves.toBeDefined();
  });

  test("one person's invitations count together over all the workspaces they send them from", async () => {
    const kim = await person({ name: "Kim Larsen" });
    const half = invitationBudgets.free.person / 2;
    const invite = async (count: number) => {
      const there = onFree(await member((await workspace()).slug, "admin", kim));
      const emails = Array.from({ length: count }, address).join(",");
      return there.run(inviteMember, { emails, role: "viewer" });
    };
    for (let n = 0; n < 2; n++) expect((await invite(half)).ok).toBe(true);
    await expect(invite(1)).rejects.toMatchObject({ code: "rate_limited" });
  });

  test.each([
    ["a company's domain", "victim.example", "domain"],
    ["a domain where anybody has a mailbox", "gmail.com", "freeMail"],
  ] as const)("%s gets so many a day from one workspace", async (_, domain, cap) => {
    const acme = bothOnFree(await workspaceWithFreeSeats(1));
    let sent = 0;
    for (let n = 0; n < 18; n++) {
      const emails = `${address().split("@")[0]}@${domain}`;
      const result = await acme.admin.run(inviteMember, { emails, role: "member" }).catch((thrown) => thrown);
      if (!result.ok) break;
      sent += 1;
      await acme.admin.run(revokeInvitation, { id: result.invited[0].id });
    }
    expect(sent).toBe(invitationBudgets.free[cap]);
    await expect(inviteOne(acme)).resolves.toBeDefined();
  });

  test("what is refused for want of a seat costs neither the sender nor whoever was to be invited", async () => {
    const acme = await workspaceWithFreeSeats(0);
    const kim = await account();
    for (let n = 0; n < 25; n++)
      await expect(acme.admin.run(inviteMember, { emails: kim.email, role: "member" })).rejects.toMatchObject(
        { code: "limit_exceeded" },
      );
    await visitor().run(requestPasswordReset, { email: kim.email });
    expect(await queuedMail(kim.email)).toHaveLength(1);
    const [charged] = await withPlatform((db) =>
      db
        .select()
        .from(rateCounters)
        .where(eq(rateCounters.key, counterKey("inviteToFromWorkspace", acme.id, kim.email))),
    );
    expect(charged).toBeUndefined();
  });

  test("invitations leave the password reset of whoever is invited alone", async () => {
    const kim = await account();
    const acme = await workspace();
    for (let n = 0; n < 3; n++) {
      const { id } = await inviteOne(acme, kim.email);
      await acme.admin.run(revokeInvitation, { id });
    }
    await expect(inviteOne(acme, kim.email)).rejects.toMatchObject({ code: "rate_limited" });
    for (let n = 0; n < 3; n++) await visitor().run(requestPasswordReset, { email: kim.email });
    expect((await queuedMail(kim.email)).map(({ template }) => template)).toEqual([
      ...Array(3).fill("invitation"),
      ...Array(3).fill("resetPassword"),
    ]);
  });
});
