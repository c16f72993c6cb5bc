import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { entitlements, placements, tenants, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { verifyEmail } from "@/lib/auth/verify-email";
import { proveContext } from "@/lib/core/context";
import { ask } from "@/lib/core/query";
import { findMembership } from "@/lib/members/find-membership";
import { checkSlug } from "@/lib/onboarding/check-slug";
import { openAnotherWorkspace } from "@/lib/onboarding/open-another-workspace";
import { openWorkspace } from "@/lib/onboarding/open-workspace";
import { findTenant } from "@/lib/tenancy/find-tenant";
import {
  account,
  enter,
  mailedSecret,
  password,
  signedIn,
  storedUser,
  tenantOf,
  visitor,
} from "../auth/people";
import { origin, workspace } from "../support/world";

let serial = 0;
const freshSlug = () => `venture-${++serial}-${process.pid}`;
const wish = (overrides: Partial<Parameters<typeof visitor>[0]> & Record<string, string> = {}) => {
  const slug = freshSlug();
  return {
    name: "Kim Larsen",
    email: `kim@${slug}.example`,
    password,
    workspaceName: "Venture",
    slug,
    ...overrides,
  };
};

const countOf = async (slug: string) =>
  (await withPlatform((db) => db.select().from(tenants).where(eq(tenants.slug, slug)))).length;

test("a company opens its workspace and stands in it as owner, on the Free plan", async () => {
  const wanted = wish();
  const { ticket, url } = await visitor().run(openWorkspace, wanted);
  expect(url).toBe(`http://${wanted.slug}.localhost:3000/auth/start?from=root&next=/`);
  const { session } = await enter(ticket, null);
  expect(session.user).toMatchObject({ email: wanted.email, isEmailVerified: false });
  const tenant = await tenantOf(wanted.slug);
  expect(tenant).toMatchObject({
    name: "Venture",
    plan: "free",
    status: "active",
    signUpPolicy: "invitation",
  });
  expect(await findMembership(tenant.id, session.user.id)).toMatchObject({ role: "owner" });
  await visitor().run(verifyEmail, { token: await mailedSecret(wanted.email, "verifyEmail") });
  expect((await storedUser(wanted.email))?.emailVerifiedAt).toBeInstanceOf(Date);
});

test("the workspace's history begins with its opening", async () => {
  const wanted = wish();
  await visitor().run(openWorkspace, wanted);
  const tenant = await tenantOf(wanted.slug);
  const user = await storedUser(wanted.email);
  const actor = { kind: "user" as const, id: user?.id ?? "", label: "Kim", email: wanted.email };
  const owner = proveContext({ tenant, actor, role: "owner", membershipId: "", sessionId: null, origin });
  const { items } = await ask(listEvents, owner, {});
  expect(items).toMatchObject([
    { type: "workspace.created", actorLabel: "Kim Larsen", subjectLabel: "Venture" },
  ]);
});

test("of fifty who claim one address at once, one gets it and nothing of the others stays", async () => {
  const slug = freshSlug();
  const wishes = Array.from({ length: 50 }, (_, n) => wish({ slug, email: `claim-${n}@${slug}.example` }));
  const tries = await Promise.allSettled(wishes.map((wanted) => visitor().run(openWorkspace, wanted)));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of tries)
    if (one.status === "rejected")
      expect(one.reason).toMatchObject({
        code: "invalid",
        fields: { slug: [expect.stringContaining("taken")] },
      });
  expect(await countOf(slug)).toBe(1);
  const people = await Promise.all(wishes.map((wanted) => storedUser(wanted.email)));
  expect(people.filter(Boolean)).toHaveLength(1);
});

test("of ten at once with one new e-mail, one account comes to be", async () => {
  const { email } = wish();
  const tries = Array.from({ length: 10 }, () => visitor().run(openWorkspace, wish({ email })));
  for (const one of await Promise.allSettled(tries))
    if (one.status === "rejected") expect(one.reason.fields).toEqual({ email: [expect.any(String)] });
  const accounts = await withPlatform((db) => db.select().from(users).where(eq(users.email, email)));
  expect(accounts).toHaveLength(1);
});

test("somebody with an account uses its password, and keeps the one account", async () => {
  const kim = await account();
  const wanted = wish({ email: kim.email, name: "Another Name" });
  const { ticket } = await visitor().run(openWorkspace, wanted);
  expect((await enter(ticket, null)).session.user).toMatchObject({ id: kim.id, name: kim.name });
});

test("a wrong password for a known e-mail is refused at the e-mail, and counted as a failed sign-in", async () => {
  const kim = await account();
  const { run } = visitor();
  for (let n = 0; n < 5; n++)
    await expect(
      run(openWorkspace, wish({ email: kim.email, password: "not the right one" })),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { email: ["This e-mail already has an account. Sign in first, or use another."] },
    });
  await expect(run(openWorkspace, wish({ email: kim.email }))).rejects.toMatchObject({
    code: "rate_limited",
  });
});

test("who is signed in only names the next workspace", async () => {
  const kim = await account();
  const root = await signedIn(kim);
  const slug = freshSlug();
  await root.run(openAnotherWorkspace, { workspaceName: "Second", slug });
  expect(await findMembership((await tenantOf(slug)).id, kim.id)).toMatchObject({ role: "owner" });
  const nobody = visitor().run(openAnotherWorkspace, { workspaceName: "Third", slug: freshSlug() });
  await expect(nobody).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a reserved, look-alike or malformed address is refused next to the field", async () => {
  for (const slug of [
    "admin",
    "adm1n",
    "w-w-w",
    "ab",
    "1st",
    "a--b",
    "-abc",
    "abc-",
    "xn--80ak6aa92e",
    "møller",
    "a.b",
  ])
    await expect(visitor().run(openWorkspace, wish({ slug }))).rejects.toMatchObject({
      code: "invalid",
      fields: { slug: expect.arrayContaining([expect.any(String)]) },
    });
});

test("a plan, a role or an id smuggled into the form is refused", async () => {
  for (const smuggled of [{ plan: "enterprise" }, { id: "ten_x" }, { role: "owner" }])
    await expect(visitor().run(openWorkspace, { ...wish(), ...smuggled })).rejects.toMatchObject({
      code: "invalid",
    });
});

test("a short or guessable password leaves neither person nor workspace", async () => {
  for (const weak of ["short", "password1234"]) {
    const wanted = wish({ password: weak });
    await expect(visitor().run(openWorkspace, wanted)).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    });
    expect([await storedUser(wanted.email), await countOf(wanted.slug)]).toEqual([undefined, 0]);
  }
});

test("a new workspace is found at once, even where it was just looked for in vain", async () => {
  const wanted = wish();
  expect(await findTenant(wanted.slug)).toBeNull();
  await visitor().run(openWorkspace, wanted);
  expect(await findTenant(wanted.slug)).toMatchObject({ slug: wanted.slug });
});

test("one address opens twenty workspaces an hour", async () => {
  const { run } = visitor();
  for (let n = 0; n < 20; n++) await run(openWorkspace, wish());
  await expect(run(openWorkspace, wish())).rejects.toMatchObject({ code: "rate_limited" });
});

test("a workspace comes with its placement and entitlement", async () => {
  const wanted = wish();
  await visitor().run(openWorkspace, wanted);
  const { id } = await tenantOf(wanted.slug);
  const [placement] = await withPlatform((db) =>
    db.select().from(placements).where(eq(placements.tenantId, id)),
  );
  const [entitlement] = await withPlatform((db) =>
    db.select().from(entitlements).where(eq(entitlements.tenantId, id)),
  );
  expect(placement).toMatchObject({ level: "shared", schemaName: "tenant" });
  expect(entitlement).toMatchObject({ plan: "free", extraSeats: 0, access: "full" });
});

test("an address is available, taken or reserved, and a taken one comes with a free one", async () => {
  const acme = await workspace();
  const check = (slug: string) => visitor().run(checkSlug, { slug });
  expect(await check(freshSlug())).toEqual({ status: "available", suggestion: null });
  expect(await check(acme.slug)).toEqual({ status: "taken", suggestion: `${acme.slug}-hq` });
  expect(await check("billing")).toMatchObject({ status: "reserved", suggestion: "billing-hq" });
  expect(await check("Ünser Büro")).toMatchObject({ status: "invalid", suggestion: "unser-buro" });
  expect(await check("x")).toEqual({ status: "invalid", suggestion: null });
});
