import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { entitlements, placements, tenants, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { renderMail } from "@/emails";
import { listEvents } from "@/lib/audit/queries";
import { signIn } from "@/lib/auth/sign-in";
import { proveContext } from "@/lib/core/context";
import { runQuery } from "@/lib/core/run";
import { findMembership } from "@/lib/members/find-membership";
import { checkSlug } from "@/lib/onboarding/check-slug";
import { confirmWorkspace, describeWorkspace } from "@/lib/onboarding/confirm-workspace";
import { openAnotherWorkspace } from "@/lib/onboarding/open-another-workspace";
import { openWorkspace } from "@/lib/onboarding/open-workspace";
import { clock, hours } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { findTenant } from "@/lib/tenancy/find-tenant";
import {
  account,
  enter,
  otherPassword,
  password,
  signedIn,
  storedUser,
  tenantOf,
  visitor,
} from "../auth/people";
import { queuedMail } from "../members/queued-mail";
import { spoken } from "../support/spoken";
import { origin, workspace } from "../support/world";
import { asked, freshSlug, opened, wish } from "./opened";

const omitSlug = ({ token, browserKey }: { token: string; browserKey: string }) => ({ token, browserKey });

const countOf = async (slug: string) =>
  (await withPlatform((db) => db.select().from(tenants).where(eq(tenants.slug, slug)))).length;

test("a company opens its workspace and stands in it as owner, on the Free plan", async () => {
  const wanted = wish();
  const { ticket, url } = await opened(wanted);
  expect(url).toBe(`http://${wanted.slug}.localhost:3000/auth/start?from=root&next=/`);
  const { session } = await enter(ticket ?? "", null);
  expect(session.user).toMatchObject({ email: wanted.email, name: wanted.name, isEmailVerified: true });
  const tenant = await tenantOf(wanted.slug);
  expect(tenant).toMatchObject({
    name: "Venture",
    plan: "free",
    status: "active",
    signUpPolicy: "invitation",
  });
  expect(await findMembership(tenant.id, session.user.id)).toMatchObject({ role: "owner" });
  await expect(visitor().run(signIn, { email: wanted.email, password })).resolves.toBeDefined();
});

test("nothing exists before the mail is confirmed, and asking signs nobody in", async () => {
  const wanted = wish();
  expect(Object.keys(await visitor().run(openWorkspace, wanted))).toEqual(["browserKey"]);
  expect([await storedUser(wanted.email), await countOf(wanted.slug)]).toEqual([undefined, 0]);
  await expect(visitor().run(signIn, { email: wanted.email, password })).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("the workspace's history begins with its opening", async () => {
  const wanted = wish();
  await opened(wanted);
  const tenant = await tenantOf(wanted.slug);
  const user = await storedUser(wanted.email);
  const actor = { kind: "user" as const, id: user?.id ?? "", label: "Kim", email: wanted.email };
  const owner = proveContext({
    tenant,
    actor,
    role: "owner",
    scopes: null,
    membershipId: "",
    sessionId: null,
    origin,
  });
  const { items } = await runQuery(listEvents, owner, {});
  expect(items).toMatchObject([
    { type: "workspace.created", actorLabel: "Kim Larsen", subjectLabel: "Venture" },
  ]);
});

test("of eight who claim one address at once, one gets it and nothing of the others stays", async () => {
  const slug = freshSlug();
  const wishes = Array.from({ length: 8 }, (_, n) => wish({ slug, email: `claim-${n}@${slug}.example` }));
  const links = await Promise.all(wishes.map((wanted) => asked(wanted)));
  const tries = await Promise.allSettled(links.map((link) => visitor().run(confirmWorkspace, link)));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of tries)
    if (one.status === "rejected")
      expect(one.reason).toMatchObject({
        code: "invalid",
        fields: { slug: [spoken("taken")] },
      });
  expect(await countOf(slug)).toBe(1);
  const people = await Promise.all(wishes.map((wanted) => storedUser(wanted.email)));
  expect(people.filter(Boolean)).toHaveLength(1);
});

test("whose address was taken meanwhile chooses another by the same link", async () => {
  const [first, second] = [wish(), wish()];
  const link = await asked(second);
  await opened({ ...first, slug: second.slug });
  expect(await visitor().run(describeWorkspace, omitSlug(link))).toMatchObject({ isTaken: true });
  const slug = freshSlug();
  await expect(visitor().run(confirmWorkspace, link)).rejects.toMatchObject({
    fields: { slug: [expect.any(String)] },
  });
  await visitor().run(confirmWorkspace, { ...link, slug });
  const owner = await storedUser(second.email);
  expect(await findMembership((await tenantOf(slug)).id, owner?.id ?? "")).toMatchObject({ role: "owner" });
});

test("an address that is taken is refused at the form, and mails nobody", async () => {
  const acme = await workspace();
  const wanted = wish({ slug: acme.slug });
  await expect(visitor().run(openWorkspace, wanted)).rejects.toMatchObject({
    fields: { slug: [said("onboarding.refused.addressTaken")] },
  });
  expect(await queuedMail(wanted.email)).toEqual([]);
});

test("of three links with one new e-mail at once, one account comes to be, and the others still open", async () => {
  const { email } = wish();
  const links = [];
  for (let n = 0; n < 3; n++) links.push(await asked(wish({ email })));
  const tries = await Promise.allSettled(links.map((link) => visitor().run(confirmWorkspace, link)));
  for (const one of tries)
    if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  const accounts = await withPlatform((db) => db.select().from(users).where(eq(users.email, email)));
  expect(accounts).toHaveLength(1);
  const left = links.filter((_, n) => tries[n]?.status === "rejected");
  for (const link of left) await visitor().run(confirmWorkspace, { ...link, password });
});

test("a link is good once, for a day, and on the root domain alone", async () => {
  const link = await asked(wish());
  const tenant = await tenantOf((await workspace()).slug);
  await expect(visitor({ tenant }).run(confirmWorkspace, link)).rejects.toMatchObject({ code: "not_found" });
  expect(await visitor({ tenant }).run(describeWorkspace, omitSlug(link))).toBeNull();
  clock.shift(hours(25));
  await expect(visitor().run(confirmWorkspace, link)).rejects.toMatchObject({ code: "invalid" });
  clock.reset();
  const click = () => visitor().run(confirmWorkspace, link);
  const tries = await Promise.allSettled([click(), click(), click()]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
});

describe("the link of an address with an account", () => {
  test("asks for its password, whatever was typed, and keeps the one account", async () => {
    const kim = await account();
    const link = await asked(wish({ email: kim.email, name: "Another Name", password: otherPassword }));
    expect(await visitor().run(describeWorkspace, omitSlug(link))).toMatchObject({
      mode: "password",
      email: kim.email,
      workspaceName: "Venture",
    });
    for (const [wrong, code] of [
      [undefined, "invalid"],
      [otherPassword, "unauthenticated"],
    ] as const)
      await expect(visitor().run(confirmWorkspace, { ...link, password: wrong })).rejects.toMatchObject({
        code,
      });
    const { ticket } = await visitor().run(confirmWorkspace, { ...link, password });
    expect((await enter(ticket ?? "", null)).session.user).toMatchObject({ id: kim.id, name: kim.name });
  });

  test("is one click for who is signed in, and nothing for somebody else", async () => {
    const [kim, robin] = [await account(), await account()];
    const [mine, theirs] = [await signedIn(kim), await signedIn(robin)];
    const link = await asked(wish({ email: kim.email }));
    expect(await theirs.run(describeWorkspace, omitSlug(link))).toMatchObject({ mode: "wrong_account" });
    await expect(theirs.run(confirmWorkspace, { ...link, password })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await mine.run(confirmWorkspace, link)).toMatchObject({ ticket: null });
    expect(await findMembership((await tenantOf(link.slug)).id, kim.id)).toMatchObject({ role: "owner" });
  });

  test("takes an account from whoever opened it without holding the mailbox", async () => {
    const impostor = await account({ isVerified: false });
    const theirs = await signedIn(impostor);
    const link = await asked(wish({ email: impostor.email, name: "Greta", password: otherPassword }));
    await visitor().run(confirmWorkspace, link);
    expect(await theirs.isAlive()).toBe(false);
    expect(await storedUser(impostor.email)).toMatchObject({ name: "Greta" });
    await expect(visitor().run(signIn, { email: impostor.email, password })).rejects.toThrow();
  });
});

test("a password typed by a stranger is not kept: another browser chooses its own", async () => {
  const victim = wish({ password: otherPassword, name: "Somebody Rude" });
  const { token, slug } = await asked(victim);
  expect(await visitor().run(describeWorkspace, { token })).toMatchObject({ mode: "new_password" });
  for (const browserKey of [undefined, "", "guessed"])
    await expect(visitor().run(confirmWorkspace, { token, slug, browserKey })).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    });
  await visitor().run(confirmWorkspace, { token, slug, name: "Vera", password });
  expect(await storedUser(victim.email)).toMatchObject({ name: "Vera" });
  await expect(visitor().run(signIn, { email: victim.email, password: otherPassword })).rejects.toThrow();
  await expect(visitor().run(signIn, { email: victim.email, password })).resolves.toBeDefined();
});

test("the mail says what confirming opens, that ignoring it opens nothing, and whether there is an account", async () => {
  const kim = await account();
  const mailOf = async (email: string) => {
    const wanted = wish({ email });
    await asked(wanted);
    const mail = (await queuedMail(email)).at(-1);
    const { text } = await renderMail(mail?.template ?? "", mail?.props ?? {});
    expect(text).toContain(`${wanted.slug}.localhost:3000`);
    expect(text).toContain("nothing is opened");
    return text;
  };
  expect(await mailOf(wish().email)).not.toContain("already have an account");
  expect(await mailOf(kim.email)).toContain("already have an account");
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
  await opened(wanted);
  expect(await findTenant(wanted.slug)).toMatchObject({ slug: wanted.slug });
});

test("one address asks for twenty workspaces an hour", async () => {
  const { run } = visitor();
  for (let n = 0; n < 20; n++) await run(openWorkspace, wish());
  await expect(run(openWorkspace, wish())).rejects.toMatchObject({ code: "rate_limited" });
});

test("a workspace comes with its placement and entitlement", async () => {
  const wanted = wish();
  await opened(wanted);
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
