import { eq, sql } from "drizzle-orm";
import { decode, encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { sessions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { changePassword } from "@/lib/auth/change-password";
import { listSessions } from "@/lib/auth/list-sessions";
import { readSession } from "@/lib/auth/read-session";
import { revokeOtherSessions, revokeSession } from "@/lib/auth/revoke-session";
import { authSecret, sessionCookie } from "@/lib/auth/session-cookie";
import { signIn } from "@/lib/auth/sign-in";
import { signOut } from "@/lib/auth/sign-out";
import { updateProfile } from "@/lib/auth/update-profile";
import { queuedMail } from "../members/queued-mail";
import { member, workspace } from "../support/world";
import { account, otherPassword, password, signedIn, storedUser, tenantOf, visitor } from "./people";

async function twoWorkspaces() {
  const [acme, globex] = await Promise.all([workspace(), workspace({ name: "Globex" })]);
  const kim = await account();
  await member(acme.slug, "member", kim);
  await member(globex.slug, "member", kim);
  return { kim, acme: await tenantOf(acme.slug), globex: await tenantOf(globex.slug) };
}

test("a cookie copied to another workspace cannot even be decrypted there", async () => {
  const { kim, acme, globex } = await twoWorkspaces();
  const { cookie } = await signedIn(kim, acme);
  expect(await readSession(cookie, globex)).toBeNull();
  expect(await readSession(cookie, null)).toBeNull();
  await expect(
    decode({ token: cookie, secret: authSecret(), salt: sessionCookie(globex).salt }),
  ).rejects.toThrow();
});

test("a cookie sealed for one workspace that names another's session is refused", async () => {
  const { kim, acme, globex } = await twoWorkspaces();
  const [here, there] = [await signedIn(kim, acme), await signedIn(kim, globex)];
  const names = (sid: string, tid: string) =>
    encode({ secret: authSecret(), salt: sessionCookie(acme).salt, token: { sub: kim.id, sid, tid } });
  expect(await readSession(await names(here.session.id, acme.id), acme)).not.toBeNull();
  expect(await readSession(await names(there.session.id, acme.id), acme)).toBeNull();
  expect(await readSession(await names(here.session.id, globex.id), acme)).toBeNull();
});

test("a cookie of another secret, mangled or empty is nobody", async () => {
  const { kim, acme } = await twoWorkspaces();
  const { cookie } = await signedIn(kim, acme);
  const forged = await encode({
    secret: "x".repeat(40),
    salt: sessionCookie(acme).salt,
    token: { sub: kim.id },
  });
  for (const bad of [forged, cookie.slice(0, -2), "", "a.b.c", "null"])
    expect(await readSession(bad, acme)).toBeNull();
});

test("signing out kills the session, not just the cookie", async () => {
  const { kim, acme } = await twoWorkspaces();
  const here = await signedIn(kim, acme);
  await here.run(signOut, {});
  expect(await here.isAlive()).toBe(false);
});

test("a session ends 30 days after it began and 14 days after its last use", async () => {
  const { kim, acme } = await twoWorkspaces();
  for (const age of [
    { expiresAt: sql`now() - interval '1 second'` },
    { lastSeenAt: sql`now() - interval '15 days'` },
  ]) {
    const here = await signedIn(kim, acme);
    expect(await here.isAlive()).toBe(true);
    await withPlatform((db) => db.update(sessions).set(age).where(eq(sessions.id, here.session.id)));
    expect(await here.isAlive()).toBe(false);
  }
});

test("a person sees their sessions everywhere and nobody else's", async () => {
  const { kim, acme, globex } = await twoWorkspaces();
  const robin = await account();
  await member(acme.slug, "member", robin);
  await signedIn(robin, acme);
  await signedIn(kim, globex);
  await signedIn(kim);
  const here = await signedIn(kim, acme);
  const rows = await here.run(listSessions, {});
  expect(rows.map((row) => row.workspaceName)).toEqual([acme.name, null, globex.name]);
  expect(rows.map((row) => row.isCurrent)).toEqual([true, false, false]);
});

test("a person ends one of their sessions, and cannot end somebody else's", async () => {
  const { kim, acme, globex } = await twoWorkspaces();
  const robin = await account();
  const theirs = await signedIn(robin);
  const [here, there] = [await signedIn(kim, acme), await signedIn(kim, globex)];
  await expect(here.run(revokeSession, { id: theirs.session.id })).rejects.toMatchObject({
    code: "not_found",
  });
  await here.run(revokeSession, { id: there.session.id });
  expect(await Promise.all([here, there, theirs].map((one) => one.isAlive()))).toEqual([true, false, true]);
});

test("ending the other sessions leaves this one", async () => {
  const { kim, acme, globex } = await twoWorkspaces();
  const [here, there, root] = [await signedIn(kim, acme), await signedIn(kim, globex), await signedIn(kim)];
  expect(await here.run(revokeOtherSessions, {})).toEqual({ count: 2 });
  expect(await Promise.all([here, there, root].map((one) => one.isAlive()))).toEqual([true, false, false]);
});

test("a new password ends every other session, is told by mail, and is the one that works", async () => {
  const { kim, acme, globex } = await twoWorkspaces();
  const [here, there] = [await signedIn(kim, acme), await signedIn(kim, globex)];
  await here.run(changePassword, { currentPassword: password, newPassword: otherPassword });
  expect([await here.isAlive(), await there.isAlive()]).toEqual([true, false]);
  expect((await queuedMail(kim.email)).map((mail) => mail.template)).toEqual(["passwordChanged"]);
  await expect(visitor().run(signIn, { email: kim.email, password })).rejects.toThrow();
  await expect(visitor().run(signIn, { email: kim.email, password: otherPassword })).resolves.toBeDefined();
});

test("a stolen session cannot change the password without knowing it, nor guess it for long", async () => {
  const kim = await account();
  const here = await signedIn(kim);
  const guess = (n: number) =>
    here.run(changePassword, { currentPassword: `guess ${n}`, newPassword: otherPassword });
  for (let n = 0; n < 5; n++)
    await expect(guess(n)).rejects.toMatchObject({ fields: { currentPassword: [expect.any(String)] } });
  await expect(guess(6)).rejects.toMatchObject({ code: "rate_limited" });
});

test("a person changes their name, not into a link", async () => {
  const { kim, acme } = await twoWorkspaces();
  const here = await signedIn(kim, acme);
  await here.run(updateProfile, { name: " Kim   Østergaard " });
  expect((await storedUser(kim.email))?.name).toBe("Kim Østergaard");
  for (const name of ["", "see http://evil.example", "<b>Kim</b>", "www.evil.example", "Kim\u202Eevil"])
    await expect(here.run(updateProfile, { name })).rejects.toMatchObject({
      fields: { name: [expect.any(String)] },
    });
});

test("what is a person's own needs a person", async () => {
  const nobody = visitor();
  const refused = { code: "unauthenticated" };
  await expect(nobody.run(listSessions, {})).rejects.toMatchObject(refused);
  await expect(nobody.run(revokeOtherSessions, {})).rejects.toMatchObject(refused);
  await expect(nobody.run(updateProfile, { name: "Eve" })).rejects.toMatchObject(refused);
});
