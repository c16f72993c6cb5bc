import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { emailTokens, entitlements, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { signIn } from "@/lib/auth/sign-in";
import { verifyEmail } from "@/lib/auth/verify-email";
import { findMembership } from "@/lib/members/find-membership";
import { confirmSignUp, describeSignUp } from "@/lib/onboarding/confirm-sign-up";
import { signUp } from "@/lib/onboarding/sign-up";
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
import { queuedMail } from "../members/queued-mail";
import { spoken } from "../support/spoken";
import { member, workspace } from "../support/world";

let serial = 0;
const newcomer = () => ({
  name: "Nora Lind",
  email: `nora-${++serial}-${process.pid}@corp.example`,
  password,
});

async function openTo(policy: "open" | "domain" | "invitation", plan: "free" | "business" = "business") {
  const acme = await workspace();
  const change = { signUpPolicy: policy, signUpDomains: ["corp.example"], signUpRole: "viewer" as const };
  await withPlatform((db) => db.update(tenants).set(change).where(eq(tenants.id, acme.id)));
  await withPlatform((db) => db.update(entitlements).set({ plan }).where(eq(entitlements.tenantId, acme.id)));
  const tenant = await tenantOf(acme.slug);
  return { acme, tenant, visit: () => visitor({ tenant }) };
}

async function signedUp(
  who: { name: string; email: string; password: string },
  at: Awaited<ReturnType<typeof openTo>>,
) {
  const { browserKey } = await at.visit().run(signUp, who);
  return { browserKey, token: await mailedSecret(who.email, "signUpConfirmation") };
}

describe("signing up", () => {
  test("a newcomer confirms by mail, is a member with the workspace's role, and is signed in", async () => {
    const at = await openTo("open");
    const nora = newcomer();
    const { ticket } = await at.visit().run(confirmSignUp, await signedUp(nora, at));
    const { session } = await enter(ticket ?? "", at.tenant);
    expect(session.user).toMatchObject({ email: nora.email, name: nora.name, isEmailVerified: true });
    expect(await findMembership(at.acme.id, session.user.id)).toMatchObject({ role: "viewer" });
    await expect(at.visit().run(signIn, { email: nora.email, password })).resolves.toBeDefined();
    const { items } = await at.acme.owner.ask(listEvents, {});
    expect(items.map((event) => event.type)).toEqual(
      expect.arrayContaining(["member.joined", "session.created"]),
    );
  });

  test("nothing exists before the mail is confirmed", async () => {
    const at = await openTo("open");
    const nora = newcomer();
    await signedUp(nora, at);
    expect(await storedUser(nora.email)).toBeUndefined();
    await expect(at.visit().run(signIn, { email: nora.email, password })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("a member, an outsider with an account and a newcomer get the same answer", async () => {
    const at = await openTo("open");
    const [inside, outsider] = [await account(), await account()];
    await member(at.acme.slug, "member", inside);
    const answer = async (email: string) =>
      Object.keys(await at.visit().run(signUp, { name: "Anybody", email, password: otherPassword }));
    const shapes = await Promise.all([inside.email, outsider.email, newcomer().email].map(answer));
    expect(shapes).toEqual([["browserKey"], ["browserKey"], ["browserKey"]]);
    expect((await queuedMail(inside.email)).map((mail) => mail.template)).toEqual(["existingAccount"]);
    expect((await queuedMail(outsider.email)).map((mail) => mail.template)).toEqual(["signUpConfirmation"]);
  });

  test("where one joins by invitation, the form says so", async () => {
    const at = await openTo("invitation");
    await expect(at.visit().run(signUp, newcomer())).rejects.toMatchObject({
      code: "forbidden",
      message: spoken("by invitation"),
    });
  });

  test("where one joins by e-mail domain, only that very domain is admitted", async () => {
    const at = await openTo("domain");
    await expect(at.visit().run(signUp, newcomer())).resolves.toBeDefined();
    for (const email of [
      "eve@notcorp.example",
      "eve@corp.example.evil.example",
      "eve@sub.corp.example",
      "corp.example@evil.example",
    ])
      await expect(at.visit().run(signUp, { ...newcomer(), email })).rejects.toMatchObject({
        fields: { email: [expect.stringContaining("@corp.example")] },
      });
  });

  test("a workspace that is suspended or unpaid takes nobody in", async () => {
    const at = await openTo("open");
    const link = await signedUp(newcomer(), at);
    for (const state of [{ status: "suspended" as const }, { access: "restricted" as const }]) {
      const { run } = visitor({ tenant: { ...at.tenant, ...state } });
      await expect(run(signUp, newcomer())).rejects.toMatchObject({ code: "forbidden" });
      await expect(run(confirmSignUp, link)).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});

describe("confirming", () => {
  test("a link is good once, on its own workspace, and not for anything else", async () => {
    const [at, elsewhere] = [await openTo("open"), await openTo("open")];
    const link = await signedUp(newcomer(), at);
    await expect(elsewhere.visit().run(confirmSignUp, link)).rejects.toMatchObject({ code: "invalid" });
    await expect(visitor().run(verifyEmail, { token: link.token })).rejects.toMatchObject({
      code: "invalid",
    });
    const tries = await Promise.allSettled([
      at.visit().run(confirmSignUp, link),
      at.visit().run(confirmSignUp, link),
    ]);
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await expect(at.visit().run(confirmSignUp, link)).rejects.toMatchObject({ code: "invalid" });
    expect(await at.visit().run(describeSignUp, link)).toBeNull();
  });

  test("a verified account keeps its password and is asked for it, whatever was typed at sign-up", async () => {
    const at = await openTo("open");
    const kim = await account();
    const { token } = await signedUp({ name: "Kim", email: kim.email, password: otherPassword }, at);
    expect(await at.visit().run(describeSignUp, { token })).toMatchObject({ mode: "password" });
    for (const [wrong, code] of [
      [undefined, "invalid"],
      [otherPassword, "unauthenticated"],
    ] as const)
      await expect(at.visit().run(confirmSignUp, { token, password: wrong })).rejects.toMatchObject({
        code,
      });
    await at.visit().run(confirmSignUp, { token, password });
    await expect(at.visit().run(signIn, { email: kim.email, password: otherPassword })).rejects.toThrow();
    await expect(at.visit().run(signIn, { email: kim.email, password })).resolves.toBeDefined();
  });

  test("whoever registered an address first loses it to the holder of the mailbox", async () => {
    const at = await openTo("open");
    const impostor = await account({ isVerified: false });
    const theirs = await signedIn(impostor);
    const link = await signedUp({ name: "Victim", email: impostor.email, password: otherPassword }, at);
    await at.visit().run(confirmSignUp, link);
    expect(await theirs.isAlive()).toBe(false);
    await expect(visitor().run(signIn, { email: impostor.email, password })).rejects.toThrow();
    await expect(
      visitor().run(signIn, { email: impostor.email, password: otherPassword }),
    ).resolves.toBeDefined();
  });

  test("a password typed by a stranger is not kept: another browser has to choose its own", async () => {
    const at = await openTo("open");
    const victim = newcomer();
    const { token } = await signedUp({ ...victim, password: otherPassword }, at);
    expect(await at.visit().run(describeSignUp, { token })).toMatchObject({ mode: "new_password" });
    for (const browserKey of [undefined, "", "guessed"])
      await expect(at.visit().run(confirmSignUp, { token, browserKey })).rejects.toMatchObject({
        fields: { password: [expect.any(String)] },
      });
    await at.visit().run(confirmSignUp, { token, password });
    await expect(at.visit().run(signIn, { email: victim.email, password: otherPassword })).rejects.toThrow();
    await expect(at.visit().run(signIn, { email: victim.email, password })).resolves.toBeDefined();
  });

  test("an account opened meanwhile is joined, not doubled", async () => {
    const at = await openTo("open");
    const nora = newcomer();
    const [first, second] = [await signedUp(nora, at), await signedUp(nora, at)];
    await at.visit().run(confirmSignUp, first);
    const { ticket } = await at.visit().run(confirmSignUp, { ...second, password });
    expect((await enter(ticket ?? "", at.tenant)).session.user.id).toBe((await storedUser(nora.email))?.id);
  });

  test("a full workspace says so and takes nobody in; the link stays good", async () => {
    const at = await openTo("open", "free");
    const nora = newcomer();
    const link = await signedUp(nora, at);
    await expect(at.visit().run(confirmSignUp, link)).rejects.toMatchObject({
      code: "limit_exceeded",
      message: spoken("no free seat"),
    });
    expect(await storedUser(nora.email)).toBeUndefined();
    await withPlatform((db) =>
      db.update(entitlements).set({ plan: "business" }).where(eq(entitlements.tenantId, at.acme.id)),
    );
    await expect(at.visit().run(confirmSignUp, link)).resolves.toBeDefined();
  });

  test("the password waits in the database as a hash only", async () => {
    const at = await openTo("open");
    const nora = newcomer();
    await signedUp(nora, at);
    const [row] = await withPlatform((db) =>
      db.select().from(emailTokens).where(eq(emailTokens.email, nora.email)),
    );
    expect(row?.data.passwordHash).toMatch(/^\$argon2id\$/);
    expect(JSON.stringify(row)).not.toContain(password);
  });
});
