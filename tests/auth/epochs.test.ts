import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { memberships, sessions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { changePassword } from "@/lib/auth/change-password";
import { checkLink } from "@/lib/auth/check-link";
import { createHandoff } from "@/lib/auth/create-handoff";
import { checkCredentials } from "@/lib/auth/credentials";
import { finishHandoff } from "@/lib/auth/finish-handoff";
import { listSessions } from "@/lib/auth/list-sessions";
import { readSession } from "@/lib/auth/read-session";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { resetPassword } from "@/lib/auth/reset-password";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import { signIn } from "@/lib/auth/sign-in";
import { signOut } from "@/lib/auth/sign-out";
import { openSession, redeemTicket } from "@/lib/auth/tickets";
import { leaveWorkspace } from "@/lib/members/leave-workspace";
import { removeMember } from "@/lib/members/remove-member";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { member, origin, workspace } from "../support/world";
import { asOwner } from "../tenancy/clients";
import {
  account,
  cookieOf,
  enter,
  mailedSecret,
  otherPassword,
  password,
  signedIn,
  tenantOf,
  visitor,
} from "./people";

/** Past the trigger that lets nobody do it: the epochs have to hold by themselves. */
const revive = (userId: string) =>
  asOwner(async (owner) => {
    await owner.query("set session_replication_role = replica");
    await owner.query("update platform.sessions set revoked_at = null where user_id = $1", [userId]);
  });

async function atHome() {
  const acme = await workspace();
  const kim = await account();
  const here = await member(acme.slug, "member", kim);
  return { acme, kim, here, tenant: await tenantOf(acme.slug), root: await signedIn(kim) };
}

type Home = Awaited<ReturnType<typeof atHome>>;

/** A hand-off code as the browser holds it between two hosts. */
async function codeOf({ root, acme }: Pick<Home, "root" | "acme">) {
  const nonce = newSecret();
  const { code } = await root.run(createHandoff, { to: acme.slug, nonceHash: sha256(nonce) });
  return { code, nonce };
}

const finish = ({ tenant }: Home, code: { code: string; nonce: string }) =>
  visitor({ tenant }).run(finishHandoff, code);

const change = ({ root }: Home) =>
  root.run(changePassword, { currentPassword: password, newPassword: otherPassword });

async function reset({ kim }: Pick<Home, "kim">) {
  await visitor().run(requestPasswordReset, { email: kim.email });
  const token = await mailedSecret(kim.email, "resetPassword");
  await visitor().run(resetPassword, { token, password: otherPassword });
}

const remove = ({ acme, here }: Home) => acme.owner.run(removeMember, { id: here.context.membershipId });
const leave = ({ here }: Home) => here.run(leaveWorkspace, {});

const endings: [string, (home: Home) => Promise<unknown>][] = [
  ["a new password", change],
  ["a reset", reset],
  ["the end of all other sessions", ({ root }) => root.run(revokeOtherSessions, {})],
  ["the end of the session it came from", ({ root }) => root.run(revokeSession, { id: root.session.id })],
  ["signing out", ({ root }) => root.run(signOut, {})],
  ["being removed", remove],
  ["leaving", leave],
];

describe("a hand-off code", () => {
  test.each(endings)("does not outlive %s", async (_, end) => {
    const home = await atHome();
    const code = await codeOf(home);
    await end(home);
    await expect(finish(home, code)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("is not made by a session that ended a moment ago", async () => {
    const home = await atHome();
    await reset(home);
    await expect(codeOf(home)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("of a membership that ended is not revived by a new one", async () => {
    const home = await atHome();
    const code = await codeOf(home);
    await remove(home);
    await member(home.acme.slug, "member", home.kim);
    await expect(finish(home, code)).rejects.toMatchObject({ code: "unauthenticated" });
    const { ticket } = await finish(home, await codeOf(home));
    expect((await enter(ticket, home.tenant)).session.user.id).toBe(home.kim.id);
  });
});

describe("a ticket", () => {
  test.each(endings.filter(([what]) => !/session it came|signing out/.test(what)))(
    "does not outlive %s",
    async (_, end) => {
      const home = await atHome();
      const { ticket } = await visitor({ tenant: home.tenant }).run(signIn, {
        email: home.kim.email,
        password,
      });
      await end(home);
      expect(await redeemTicket(ticket, home.tenant.id)).toBeNull();
    },
  );

  test("of a membership that ended is not revived by a new one", async () => {
    const home = await atHome();
    const { ticket } = await visitor({ tenant: home.tenant }).run(signIn, {
      email: home.kim.email,
      password,
    });
    await remove(home);
    await revive(home.kim.id);
    await member(home.acme.slug, "member", home.kim);
    expect(await redeemTicket(ticket, home.tenant.id)).toBeNull();
  });
});

describe("a session that is opened while it is ended", () => {
  test("by an old password is dead when it comes", async () => {
    const home = await atHome();
    const claim = { email: home.kim.email, password, ip: null, memberOf: home.tenant.id };
    const known = await checkCredentials(claim);
    if (!known) throw new Error("the password was refused");
    await change(home);
    const opening = { ...known, tenantId: home.tenant.id, origin };
    const ticket = await withPlatform((db) => openSession(db, opening));
    expect(await redeemTicket(ticket, home.tenant.id)).toBeNull();
    const sessionId = ticket.split(".")[0] ?? "";
    await withPlatform((db) =>
      db.update(sessions).set({ ticketHash: null }).where(eq(sessions.id, sessionId)),
    );
    const cookie = await cookieOf({ id: home.kim.id, sessionId }, home.tenant);
    expect(await readSession(cookie, home.tenant)).toBeNull();
    expect((await home.root.run(listSessions, {})).map(({ id }) => id)).not.toContain(sessionId);
  });

  test("by a former membership is dead when it comes, and stays so for one who comes back", async () => {
    const home = await atHome();
    const { membershipId } = home.here.context;
    await remove(home);
    const opening = { user: { id: home.kim.id, epoch: 0 }, tenantId: home.tenant.id, membershipId, origin };
    const ticket = await withPlatform((db) => openSession(db, opening));
    expect(await redeemTicket(ticket, home.tenant.id)).toBeNull();
    await member(home.acme.slug, "member", home.kim);
    expect(await redeemTicket(ticket, home.tenant.id)).toBeNull();
  });

  test("never outlives the change, in whatever order the two come", async () => {
    for (let round = 0; round < 6; round++) {
      const home = await atHome();
      const code = await codeOf(home);
      const [, finished, signed] = await Promise.allSettled([
        change(home),
        finish(home, code),
        visitor({ tenant: home.tenant }).run(signIn, { email: home.kim.email, password }),
      ]);
      for (const one of [finished, signed])
        if (one.status === "fulfilled")
          expect(await redeemTicket(one.value.ticket, home.tenant.id)).toBeNull();
      expect(await home.root.isAlive()).toBe(true);
    }
  });
});

describe("of two changes of one password at once", () => {
  test("one wins, and the other is told", async () => {
    const home = await atHome();
    const second = await signedIn(home.kim);
    const to = (newPassword: string) => ({ currentPassword: password, newPassword });
    const tries = await Promise.allSettled([
      home.root.run(changePassword, to(otherPassword)),
      second.run(changePassword, to(`${otherPassword} too`)),
    ]);
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const alive = await Promise.all([home.root.isAlive(), second.isAlive()]);
    expect(alive.filter(Boolean)).toHaveLength(1);
  });

  test("a reset and a change do not both count", async () => {
    const home = await atHome();
    await visitor().run(requestPasswordReset, { email: home.kim.email });
    const token = await mailedSecret(home.kim.email, "resetPassword");
    const tries = await Promise.allSettled([
      change(home),
      visitor().run(resetPassword, { token, password: `${otherPassword} by mail` }),
    ]);
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });
});

describe("a reset link", () => {
  test.each([
    ["a new password", change],
    ["the end of all other sessions", ({ root }: Home) => root.run(revokeOtherSessions, {})],
  ])("does not outlive %s", async (_, end) => {
    const home = await atHome();
    await visitor().run(requestPasswordReset, { email: home.kim.email });
    const token = await mailedSecret(home.kim.email, "resetPassword");
    await end(home);
    expect(await visitor().run(checkLink, { purpose: "reset_password", token })).toBeNull();
  });
});

test("a workspace's session ends with its membership, whatever took that away", async () => {
  const home = await atHome();
  const here = await signedIn(home.kim, home.tenant);
  const mine = and(eq(memberships.tenantId, home.tenant.id), eq(memberships.userId, home.kim.id));
  await withPlatform((db) => db.delete(memberships).where(mine));
  expect(await here.isAlive()).toBe(false);
  await member(home.acme.slug, "owner", home.kim);
  expect(await here.isAlive()).toBe(false);
});
