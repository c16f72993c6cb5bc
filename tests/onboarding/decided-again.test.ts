import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { entitlements, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { changeRole } from "@/lib/members/change-role";
import { findMembership } from "@/lib/members/find-membership";
import { inviteMember } from "@/lib/members/invite-member";
import { leaveWorkspace } from "@/lib/members/leave-workspace";
import { removeMember } from "@/lib/members/remove-member";
import { resendInvitation } from "@/lib/members/resend-invitation";
import { acceptInvitation } from "@/lib/onboarding/accept-invitation";
import { confirmSignUp, describeSignUp } from "@/lib/onboarding/confirm-sign-up";
import { describeInvitation } from "@/lib/onboarding/describe-invitation";
import { signUp } from "@/lib/onboarding/sign-up";
import { clock, minutes } from "@/lib/platform/clock";
import type { updateSignUpInput } from "@/lib/tenancy/schema";
import { updateSignUp } from "@/lib/tenancy/update-workspace";
import { account, mailedSecret, password, storedUser, tenantOf, visitor } from "../auth/people";
import { spoken } from "../support/spoken";
import { member, type TestMember, type TestWorkspace, workspace } from "../support/world";

let serial = 0;
const freshEmail = () => `late-${++serial}-${process.pid}@corp.example`;
const idOf = (someone: TestMember) => someone.context.membershipId;

async function openWorkspace() {
  const acme = await workspace();
  await admit(acme, { signUpPolicy: "open" });
  const tenant = await tenantOf(acme.slug);
  return { acme, visit: () => visitor({ tenant }) };
}
type Open = Awaited<ReturnType<typeof openWorkspace>>;

const admit = (acme: TestWorkspace, policy: z.input<typeof updateSignUpInput>) =>
  acme.owner.run(updateSignUp, policy);

async function signedUp({ visit }: Open, email: string) {
  const { browserKey } = await visit().run(signUp, { name: "Nora Lind", email, password });
  return { browserKey, token: await mailedSecret(email, "signUpConfirmation") };
}

async function membershipOf({ acme }: Open, email: string) {
  const user = await storedUser(email);
  return user ? findMembership(acme.id, user.id) : null;
}

describe("a sign-up link", () => {
  test("of whoever joined by another one and was removed lets nobody in, whatever the policy", async () => {
    for (const signUpPolicy of ["invitation", "open"] as const) {
      const at = await openWorkspace();
      const email = freshEmail();
      const [first, second] = [await signedUp(at, email), await signedUp(at, email)];
      await at.visit().run(confirmSignUp, first);
      const joined = await membershipOf(at, email);
      await at.acme.owner.run(removeMember, { id: joined?.id ?? "" });
      await admit(at.acme, { signUpPolicy });
      expect(await at.visit().run(describeSignUp, second)).toBeNull();
      await expect(at.visit().run(confirmSignUp, { ...second, password })).rejects.toMatchObject({
        code: "invalid",
        message: spoken("ask for a new one"),
      });
      expect(await membershipOf(at, email)).toBeNull();
    }
  });

  test.each([
    ["the workspace admits by invitation", { signUpPolicy: "invitation" as const }, "by invitation"],
    [
      "the domain is off the list",
      { signUpPolicy: "domain" as const, signUpDomains: "other.example" },
      "@other.example",
    ],
  ])("is refused with the next step once %s, and nothing comes of it", async (_, policy, rule) => {
    const at = await openWorkspace();
    const email = freshEmail();
    const link = await signedUp(at, email);
    await admit(at.acme, policy);
    const refusal = { code: "forbidden", message: spoken(rule) };
    await expect(at.visit().run(confirmSignUp, link)).rejects.toMatchObject(refusal);
    expect(await at.visit().run(describeSignUp, link)).toMatchObject({
      refusal: spoken(rule),
    });
    expect(await storedUser(email)).toBeUndefined();
    await admit(at.acme, { signUpPolicy: "domain", signUpDomains: "corp.example" });
    await expect(at.visit().run(confirmSignUp, link)).resolves.toBeDefined();
  });

  test("gives the role of the day it is used", async () => {
    const at = await openWorkspace();
    const email = freshEmail();
    const link = await signedUp(at, email);
    await admit(at.acme, { signUpPolicy: "open", signUpRole: "viewer" });
    await at.visit().run(confirmSignUp, link);
    expect(await membershipOf(at, email)).toMatchObject({ role: "viewer" });
  });

  test("of a member still signs them in, though nobody else is admitted any more", async () => {
    const at = await openWorkspace();
    const email = freshEmail();
    const [first, second] = [await signedUp(at, email), await signedUp(at, email)];
    await at.visit().run(confirmSignUp, first);
    await admit(at.acme, { signUpPolicy: "invitation" });
    await expect(at.visit().run(confirmSignUp, { ...second, password })).resolves.toMatchObject({
      ticket: expect.any(String),
    });
  });
});

const setTenant = (id: string, change: Partial<typeof tenants.$inferInsert>) =>
  withPlatform((db) => db.update(tenants).set(change).where(eq(tenants.id, id)));

const setEntitlement = (id: string, change: Partial<typeof entitlements.$inferInsert>) =>
  withPlatform((db) => db.update(entitlements).set(change).where(eq(entitlements.tenantId, id)));

describe.each([
  ["suspended", (id: string) => setTenant(id, { status: "suspended" })],
  ["unpaid", (id: string) => setEntitlement(id, { access: "restricted" })],
])("a workspace that was %s a moment ago", (_, change) => {
  test("takes nobody in, whatever a cache remembers", async () => {
    const at = await openWorkspace();
    const [email, invited] = [freshEmail(), freshEmail()];
    const link = await signedUp(at, email);
    await at.acme.owner.run(inviteMember, { emails: invited, role: "member" });
    const token = await mailedSecret(invited, "invitation");
    await change(at.acme.id);
    const refused = { code: "forbidden" };
    await expect(at.visit().run(confirmSignUp, link)).rejects.toMatchObject(refused);
    await expect(at.visit().run(acceptInvitation, { token, name: "Nora", password })).rejects.toMatchObject(
      refused,
    );
    expect([await storedUser(email), await storedUser(invited)]).toEqual([undefined, undefined]);
  });
});

async function invited(role: "admin" | "member" = "member", email = freshEmail()) {
  const acme = await workspace();
  const result = await acme.admin.run(inviteMember, { emails: email, role });
  const id = result.ok ? (result.invited[0]?.id ?? "") : "";
  const tenant = await tenantOf(acme.slug);
  const token = await mailedSecret(email, "invitation");
  return { acme, id, email, token, visit: () => visitor({ tenant }) };
}

describe("an invitation", () => {
  const gone: [string, (acme: TestWorkspace) => Promise<unknown>][] = [
    ["was removed", ({ owner, admin }) => owner.run(removeMember, { id: idOf(admin) })],
    ["left", ({ admin }) => admin.run(leaveWorkspace, {})],
    [
      "may no longer invite",
      ({ owner, admin }) => owner.run(changeRole, { id: idOf(admin), role: "member" }),
    ],
  ];

  test.each(gone)("by somebody who %s is refused with the next step", async (_, happens) => {
    const { acme, token, email, visit } = await invited();
    await happens(acme);
    expect(await visit().run(describeInvitation, { token })).toEqual({ state: "inviter_gone" });
    await expect(visit().run(acceptInvitation, { token, name: "Nora", password })).rejects.toMatchObject({
      code: "invalid",
      message: spoken("somebody else who works there"),
    });
    expect(await storedUser(email)).toBeUndefined();
  });

  test("by somebody who left does not come back with them", async () => {
    const { acme, token, visit } = await invited();
    await acme.admin.run(leaveWorkspace, {});
    await member(acme.slug, "owner", { id: acme.admin.userId, email: acme.admin.email, name: "Back again" });
    expect(await visit().run(describeInvitation, { token })).toEqual({ state: "inviter_gone" });
  });

  test("that a colleague sends again is theirs from then on", async () => {
    const { acme, id, email, visit } = await invited("admin");
    await acme.owner.run(removeMember, { id: idOf(acme.admin) });
    clock.shift(minutes(2));
    await acme.owner.run(resendInvitation, { id });
    clock.reset();
    const token = await mailedSecret(email, "invitation");
    expect(await visit().run(describeInvitation, { token })).toMatchObject({ inviterName: "owner person" });
    await expect(visit().run(acceptInvitation, { token, name: "Nora", password })).resolves.toBeDefined();
  });

  test("that waited while its address joined otherwise and was removed lets nobody back in", async () => {
    const kim = await account();
    const { acme, token, visit } = await invited("member", kim.email);
    const joined = await member(acme.slug, "viewer", kim);
    await acme.owner.run(removeMember, { id: idOf(joined) });
    await expect(visit().run(acceptInvitation, { token, password })).rejects.toMatchObject({
      code: "invalid",
      message: spoken("withdrawn"),
    });
    expect(await findMembership(acme.id, kim.id)).toBeNull();
  });
});
