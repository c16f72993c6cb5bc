import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { entitlements, invitations } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { signIn } from "@/lib/auth/sign-in";
import { findMembership } from "@/lib/members/find-membership";
import { inviteMember } from "@/lib/members/invite-member";
import { removeMember } from "@/lib/members/remove-member";
import { acceptInvitation } from "@/lib/onboarding/accept-invitation";
import { describeInvitation } from "@/lib/onboarding/describe-invitation";
import { clock, days } from "@/lib/platform/clock";
import {
  account,
  enter,
  mailedSecret,
  otherPassword,
  password,
  signedIn,
  storedUser,
  tenantOf,
  visitor,
} from "../auth/people";
import { spoken } from "../support/spoken";
import { member, type TestWorkspace, workspace } from "../support/world";

let serial = 0;
const freshEmail = () => `guest-${++serial}-${process.pid}@guest.example`;

async function invited(email = freshEmail(), acme?: TestWorkspace) {
  const at = acme ?? (await workspace());
  await at.admin.run(inviteMember, { emails: email, role: "member" });
  const token = await mailedSecret(email, "invitation");
  const tenant = await tenantOf(at.slug);
  return { acme: at, tenant, email, token, visit: () => visitor({ tenant }) };
}

const setInvitation = (email: string, change: Partial<typeof invitations.$inferInsert>) =>
  withPlatform((db) => db.update(invitations).set(change).where(eq(invitations.email, email)));

test("the page of a link says who invites to what, without using it up", async () => {
  const { visit, token, email } = await invited();
  for (let n = 0; n < 2; n++)
    expect(await visit().run(describeInvitation, { token })).toEqual({
      state: "open",
      email,
      role: "member",
      inviterName: "admin person",
      mode: "new_password",
    });
});

test("a new person chooses name and password, is a member with a verified e-mail, and is signed in", async () => {
  const { acme, tenant, visit, token, email } = await invited();
  const { ticket } = await visit().run(acceptInvitation, { token, name: "Greta", password });
  const { session } = await enter(ticket ?? "", tenant);
  expect(session.user).toMatchObject({ name: "Greta", email, isEmailVerified: true });
  expect(await findMembership(acme.id, session.user.id)).toMatchObject({ role: "member" });
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items.map((event) => event.type)).toEqual(
    expect.arrayContaining(["member.joined", "member.invited"]),
  );
});

test("somebody with an account gives its password, and the name stays theirs", async () => {
  const kim = await account();
  const { visit, token, tenant } = await invited(kim.email);
  expect(await visit().run(describeInvitation, { token })).toMatchObject({ mode: "password" });
  const wrong = visit().run(acceptInvitation, { token, password: otherPassword });
  await expect(wrong).rejects.toMatchObject({ code: "unauthenticated" });
  const { ticket } = await visit().run(acceptInvitation, { token, name: "Mallory", password });
  expect((await enter(ticket ?? "", tenant)).session.user.name).toBe(kim.name);
});

test("who is signed in here with that e-mail accepts by one click", async () => {
  const kim = await account();
  const acme = await workspace();
  const membership = await member(acme.slug, "viewer", kim);
  const here = await signedIn(kim, await tenantOf(acme.slug));
  await acme.owner.run(removeMember, { id: membership.context.membershipId });
  const { token } = await invited(kim.email, acme);
  expect(await here.run(describeInvitation, { token })).toMatchObject({ mode: "one_click" });
  expect(await here.run(acceptInvitation, { token })).toEqual({ ticket: null });
  expect(await findMembership(acme.id, kim.id)).toMatchObject({ role: "member" });
});

test("who is signed in with another account is told, and joins nothing", async () => {
  const { acme, tenant, token, email } = await invited();
  const robin = await account();
  await member(acme.slug, "viewer", robin);
  const here = await signedIn(robin, tenant);
  expect(await here.run(describeInvitation, { token })).toMatchObject({ mode: "wrong_account" });
  await expect(here.run(acceptInvitation, { token, name: "Robin", password })).rejects.toMatchObject({
    code: "conflict",
    message: spoken(email),
  });
  expect(await storedUser(email)).toBeUndefined();
});

test("whoever registered the address first without verifying it loses it to the invited", async () => {
  const impostor = await account({ isVerified: false });
  const theirs = await signedIn(impostor);
  const { visit, token } = await invited(impostor.email);
  expect(await visit().run(describeInvitation, { token })).toMatchObject({ mode: "new_password" });
  await visit().run(acceptInvitation, { token, name: "Greta", password: otherPassword });
  expect((await storedUser(impostor.email))?.name).toBe("Greta");
  expect(await theirs.isAlive()).toBe(false);
  await expect(visitor().run(signIn, { email: impostor.email, password })).rejects.toThrow();
});

test("an invitation is good once: of three clicks at the same moment one wins", async () => {
  const kim = await account();
  const { visit, token, acme } = await invited(kim.email);
  const click = () => visit().run(acceptInvitation, { token, password });
  const tries = await Promise.allSettled([click(), click(), click()]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of tries)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "invalid" });
  await expect(click()).rejects.toMatchObject({
    code: "invalid",
    message: spoken("accepted already"),
  });
  const { items } = await acme.owner.ask(listEvents, {});
  expect(items.filter((event) => event.type === "member.joined")).toHaveLength(1);
});

test("an invitation that is withdrawn, late, unknown or another workspace's opens nothing", async () => {
  const globex = visitor({ tenant: await tenantOf((await workspace()).slug) });
  const { visit, token, email } = await invited();
  const refused = async (at: Pick<ReturnType<typeof visitor>, "run">, secret: string, state: string) => {
    expect(await at.run(describeInvitation, { token: secret })).toEqual({ state });
    await expect(at.run(acceptInvitation, { token: secret, name: "Eve", password })).rejects.toMatchObject({
      code: "invalid",
    });
  };
  await refused(globex, token, "unknown");
  await refused(visit(), `${token}x`, "unknown");
  clock.shift(days(8));
  await refused(visit(), token, "expired");
  clock.reset();
  await setInvitation(email, { status: "revoked" });
  await refused(visit(), token, "revoked");
});

test("accepting takes the seat the invitation held, and a shrunk plan refuses politely", async () => {
  const { acme, visit, token, email } = await invited();
  await setPlan(acme, "free");
  await expect(visit().run(acceptInvitation, { token, name: "Greta", password })).rejects.toMatchObject({
    code: "limit_exceeded",
  });
  expect(await storedUser(email)).toBeUndefined();
  await setPlan(acme, "business");
  await expect(visit().run(acceptInvitation, { token, name: "Greta", password })).resolves.toBeDefined();
});

test("a guessable password and a missing name are refused next to the field, and the link stays good", async () => {
  const { visit, token } = await invited();
  const field = (given: { name?: string; password?: string }) =>
    visit()
      .run(acceptInvitation, { token, ...given })
      .then(
        () => null,
        (refusal) => Object.keys(refusal.fields),
      );
  expect(await field({ password })).toEqual(["name"]);
  expect(await field({ name: "Greta" })).toEqual(["password"]);
  expect(await field({ name: "Greta", password: "password1234" })).toEqual(["password"]);
  expect(await field({ name: "Greta", password })).toBeNull();
});

const setPlan = (acme: TestWorkspace, plan: "free" | "business") =>
  withPlatform((db) => db.update(entitlements).set({ plan }).where(eq(entitlements.tenantId, acme.id)));
