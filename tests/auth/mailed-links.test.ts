import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { renderMail } from "@/emails";
import { checkLink } from "@/lib/auth/check-link";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { requestVerification } from "@/lib/auth/request-verification";
import { resetPassword } from "@/lib/auth/reset-password";
import { signIn } from "@/lib/auth/sign-in";
import { describeVerification, verifyEmail } from "@/lib/auth/verify-email";
import { removeMember } from "@/lib/members/remove-member";
import { clock, minutes } from "@/lib/platform/clock";
import { queuedMail } from "../members/queued-mail";
import { spoken } from "../support/spoken";
import { member, origin, workspace } from "../support/world";
import { asOwner } from "../tenancy/clients";
import {
  account,
  mailedSecret,
  otherPassword,
  password,
  signedIn,
  storedUser,
  tenantOf,
  visitor,
} from "./people";

async function unconfirmed() {
  const kim = await account({ isVerified: false });
  const opener = await signedIn(kim);
  expect(await opener.run(requestVerification, {})).toEqual({ isSent: true });
  return { kim, opener, token: await mailedSecret(kim.email, "verifyEmail") };
}

describe("verifying an e-mail", () => {
  test("takes the link and the account's password, once", async () => {
    const { kim, opener, token } = await unconfirmed();
    await visitor().run(verifyEmail, { token, password });
    expect((await storedUser(kim.email))?.emailVerifiedAt).toBeInstanceOf(Date);
    await expect(visitor().run(verifyEmail, { token, password })).rejects.toMatchObject({ code: "invalid" });
    expect(await opener.run(requestVerification, {})).toEqual({ isSent: false });
    expect(await opener.isAlive()).toBe(true);
  });

  test("is one click for who is signed in to that very account", async () => {
    const { kim, opener, token } = await unconfirmed();
    expect(await opener.run(describeVerification, { token })).toMatchObject({ isSignedIn: true });
    const robin = await signedIn(await account());
    await expect(robin.run(verifyEmail, { token })).rejects.toMatchObject({ code: "invalid" });
    await opener.run(verifyEmail, { token });
    expect((await storedUser(kim.email))?.emailVerifiedAt).toBeInstanceOf(Date);
  });

  test("blesses nobody's password by the click alone, and a guess leaves the link good", async () => {
    const { kim, token } = await unconfirmed();
    for (const guess of [undefined, otherPassword])
      await expect(visitor().run(verifyEmail, { token, password: guess })).rejects.toMatchObject({
        fields: { password: [expect.any(String)] },
      });
    expect((await storedUser(kim.email))?.emailVerifiedAt).toBeNull();
    expect(await visitor().run(describeVerification, { token })).not.toBeNull();
  });

  test("with a new password takes the account from whoever opened it", async () => {
    const { kim, opener, token } = await unconfirmed();
    await visitor().run(requestPasswordReset, { email: kim.email });
    const reset = await mailedSecret(kim.email, "resetPassword");
    await visitor().run(verifyEmail, { token, newPassword: otherPassword });
    expect(await opener.isAlive()).toBe(false);
    await expect(visitor().run(signIn, { email: kim.email, password })).rejects.toThrow();
    await expect(visitor().run(signIn, { email: kim.email, password: otherPassword })).resolves.toBeDefined();
    expect(await visitor().run(checkLink, { purpose: "reset_password", token: reset })).toBeNull();
  });

  test("shows the address and the workspaces one would answer for", async () => {
    const { kim, token } = await unconfirmed();
    const acme = await workspace();
    await member(acme.slug, "owner", kim);
    expect(await visitor().run(describeVerification, { token })).toEqual({
      email: kim.email,
      workspaces: [{ name: "Acme", slug: acme.slug }],
      isSignedIn: false,
    });
  });

  test("is over for the other links once one has done it", async () => {
    const { kim, opener, token } = await unconfirmed();
    await opener.run(requestVerification, {});
    const second = await mailedSecret(kim.email, "verifyEmail");
    await visitor().run(verifyEmail, { token: second, password });
    expect(await visitor().run(describeVerification, { token })).toBeNull();
    await expect(visitor().run(verifyEmail, { token, newPassword: otherPassword })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(visitor().run(signIn, { email: kim.email, password })).resolves.toBeDefined();
  });

  test("is refused once the account has another address or is gone", async () => {
    const [moved, gone] = [await unconfirmed(), await unconfirmed()];
    const email = `moved-${moved.kim.email}`;
    await withPlatform((db) => db.update(users).set({ email }).where(eq(users.id, moved.kim.id)));
    await asOwner((owner) => owner.query("delete from platform.users where id = $1", [gone.kim.id]));
    for (const { token } of [moved, gone])
      await expect(visitor().run(verifyEmail, { token, password })).rejects.toMatchObject({
        code: "invalid",
      });
    expect((await storedUser(email))?.emailVerifiedAt).toBeNull();
  });

  test("is told in the mail as what it is", async () => {
    const { text } = await renderMail("verifyEmail", { url: "http://localhost:3000/verify-email/x" });
    expect(text).toMatch(/opened an account with this address/);
    expect(text).not.toMatch(/no account is opened/);
  });
});

describe("a reset link", () => {
  test("of a workspace is refused to whom it has let go since", async () => {
    const acme = await workspace();
    const kim = await account();
    const { context } = await member(acme.slug, "member", kim);
    const tenant = await tenantOf(acme.slug);
    await visitor({ tenant }).run(requestPasswordReset, { email: kim.email });
    const token = await mailedSecret(kim.email, "resetPassword");
    await acme.owner.run(removeMember, { id: context.membershipId });
    await expect(
      visitor({ tenant }).run(resetPassword, { token, password: otherPassword }),
    ).rejects.toMatchObject({ code: "invalid", message: spoken("no longer a member") });
  });

  test("is refused once the account has another address", async () => {
    const kim = await account();
    await visitor().run(requestPasswordReset, { email: kim.email });
    const token = await mailedSecret(kim.email, "resetPassword");
    const email = `moved-${kim.email}`;
    await withPlatform((db) => db.update(users).set({ email }).where(eq(users.id, kim.id)));
    await expect(visitor().run(resetPassword, { token, password: otherPassword })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

test("a forgotten password is replaced by mail, and every session ends", async () => {
  const acme = await workspace();
  const kim = await account();
  await member(acme.slug, "member", kim);
  const tenant = await tenantOf(acme.slug);
  const [here, root] = [await signedIn(kim, tenant), await signedIn(kim)];
  await visitor().run(requestPasswordReset, { email: kim.email });
  await visitor().run(resetPassword, {
    token: await mailedSecret(kim.email, "resetPassword"),
    password: otherPassword,
  });
  expect([await here.isAlive(), await root.isAlive()]).toEqual([false, false]);
  await expect(visitor().run(signIn, { email: kim.email, password })).rejects.toThrow();
  await expect(visitor().run(signIn, { email: kim.email, password: otherPassword })).resolves.toBeDefined();
  expect((await queuedMail(kim.email)).at(-1)?.template).toBe("passwordChanged");
});

test("asking for a reset answers the same whoever exists", async () => {
  const acme = await workspace();
  const tenant = await tenantOf(acme.slug);
  const [inside, outsider] = [await account(), await account()];
  await member(acme.slug, "member", inside);
  const ask = (email: string) => visitor({ tenant }).run(requestPasswordReset, { email });
  const known = await ask(inside.email);
  expect(await ask("nobody@example.com")).toEqual(known);
  expect(await ask(outsider.email)).toEqual(known);
  expect(await queuedMail("nobody@example.com")).toEqual([]);
  expect(await queuedMail(outsider.email)).toEqual([]);
  expect(await queuedMail(inside.email)).toHaveLength(1);
});

test("the link leads to the host of the database, whatever Host was sent", async () => {
  const acme = await workspace();
  const tenant = await tenantOf(acme.slug);
  const { email } = await account().then((kim) => member(acme.slug, "member", kim));
  const poisoned = { ...origin, host: "evil.example", ip: "192.0.2.1" };
  await visitor({ tenant, origin: poisoned }).run(requestPasswordReset, { email });
  const [mail] = await queuedMail(email);
  expect(new URL(mail?.props.url ?? "").host).toBe(`${acme.slug}.localhost:3000`);
});

test("a reset link is good once: of two at the same moment one wins", async () => {
  const kim = await account();
  await visitor().run(requestPasswordReset, { email: kim.email });
  const token = await mailedSecret(kim.email, "resetPassword");
  const tries = await Promise.allSettled(
    [otherPassword, `${otherPassword} too`].map((chosen) =>
      visitor().run(resetPassword, { token, password: chosen }),
    ),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await visitor().run(checkLink, { purpose: "reset_password", token })).toBeNull();
});

test("a used reset link takes the earlier ones with it", async () => {
  const kim = await account();
  await visitor().run(requestPasswordReset, { email: kim.email });
  const first = await mailedSecret(kim.email, "resetPassword");
  await visitor().run(requestPasswordReset, { email: kim.email });
  const second = await mailedSecret(kim.email, "resetPassword");
  await visitor().run(resetPassword, { token: second, password: otherPassword });
  expect(await visitor().run(checkLink, { purpose: "reset_password", token: first })).toBeNull();
});

test("a link is good for its own purpose, host and half hour only", async () => {
  const acme = await workspace();
  const tenant = await tenantOf(acme.slug);
  const kim = await account();
  await visitor().run(requestPasswordReset, { email: kim.email });
  const token = await mailedSecret(kim.email, "resetPassword");
  const refused = { code: "invalid", message: spoken("expired or was used") };
  await expect(visitor().run(verifyEmail, { token })).rejects.toMatchObject(refused);
  await expect(
    visitor({ tenant }).run(resetPassword, { token, password: otherPassword }),
  ).rejects.toMatchObject(refused);
  clock.shift(minutes(31));
  await expect(visitor().run(resetPassword, { token, password: otherPassword })).rejects.toMatchObject(
    refused,
  );
  clock.reset();
  expect(await visitor().run(checkLink, { purpose: "reset_password", token })).toEqual({ email: kim.email });
});

test("opening the page of a link does not use it up", async () => {
  const kim = await account();
  await visitor().run(requestPasswordReset, { email: kim.email });
  const token = await mailedSecret(kim.email, "resetPassword");
  for (let n = 0; n < 3; n++)
    expect(await visitor().run(checkLink, { purpose: "reset_password", token })).toEqual({
      email: kim.email,
    });
});

test("a refused new password leaves the link good", async () => {
  const kim = await account();
  await visitor().run(requestPasswordReset, { email: kim.email });
  const token = await mailedSecret(kim.email, "resetPassword");
  await expect(visitor().run(resetPassword, { token, password: kim.email })).rejects.toMatchObject({
    fields: { password: [spoken("easy to guess")] },
  });
  await expect(visitor().run(resetPassword, { token, password: otherPassword })).resolves.toBeUndefined();
});

test("one mailbox gets three mails an hour, whoever asks, and whether or not it has an account", async () => {
  const kim = await account();
  for (const email of [kim.email, "flooded@example.com"]) {
    const ask = () => visitor().run(requestPasswordReset, { email });
    for (let n = 0; n < 3; n++) await ask();
    await expect(ask()).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: expect.any(Number),
    });
  }
});

test("one address asks for twenty mails an hour", async () => {
  const { run } = visitor();
  for (let n = 0; n < 20; n++) await run(requestPasswordReset, { email: `box-${n}@example.com` });
  await expect(run(requestPasswordReset, { email: "box-21@example.com" })).rejects.toMatchObject({
    code: "rate_limited",
  });
});
