import { expect, test } from "vitest";
import { createHandoff } from "@/lib/auth/create-handoff";
import { finishHandoff } from "@/lib/auth/finish-handoff";
import { clock, seconds } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { member, workspace } from "../support/world";
import { account, enter, signedIn, tenantOf, visitor } from "./people";

async function carried() {
  const [acme, globex] = await Promise.all([workspace(), workspace()]);
  const kim = await account();
  await member(acme.slug, "member", kim);
  const root = await signedIn(kim);
  const nonce = newSecret();
  const { code } = await root.run(createHandoff, { to: acme.slug, nonceHash: sha256(nonce) });
  return { kim, root, nonce, code, acme: await tenantOf(acme.slug), globex: await tenantOf(globex.slug) };
}

const refused = { code: "unauthenticated" };

test("a person signed in on the root domain enters their workspace without a password", async () => {
  const { kim, acme, code, nonce } = await carried();
  const { ticket } = await visitor({ tenant: acme }).run(finishHandoff, { code, nonce });
  expect((await enter(ticket, acme)).session.user.id).toBe(kim.id);
});

test("a code is good once, even for two at the same moment", async () => {
  const { acme, code, nonce } = await carried();
  const finish = () => visitor({ tenant: acme }).run(finishHandoff, { code, nonce });
  const tries = await Promise.allSettled([finish(), finish(), finish()]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  await expect(finish()).rejects.toMatchObject(refused);
});

test("a stolen code is worth nothing in another browser", async () => {
  const { acme, code } = await carried();
  for (const nonce of [newSecret(), "", code])
    await expect(visitor({ tenant: acme }).run(finishHandoff, { code, nonce })).rejects.toMatchObject(
      refused,
    );
});

test("a code for one workspace does not open another, even to its member", async () => {
  const { kim, globex, code, nonce } = await carried();
  await member(globex.slug, "owner", kim);
  await expect(visitor({ tenant: globex }).run(finishHandoff, { code, nonce })).rejects.toMatchObject(
    refused,
  );
});

test("a code is good for a minute", async () => {
  const { acme, code, nonce } = await carried();
  clock.shift(seconds(61));
  await expect(visitor({ tenant: acme }).run(finishHandoff, { code, nonce })).rejects.toMatchObject(refused);
  clock.reset();
});

test("who is not a member of the target stays outside", async () => {
  const { root, globex } = await carried();
  const nonce = newSecret();
  const { code } = await root.run(createHandoff, { to: globex.slug, nonceHash: sha256(nonce) });
  await expect(visitor({ tenant: globex }).run(finishHandoff, { code, nonce })).rejects.toMatchObject(
    refused,
  );
});

test("who is signed in nowhere gets no code", async () => {
  const { acme } = await carried();
  const ask = visitor().run(createHandoff, { to: acme.slug, nonceHash: sha256("x") });
  await expect(ask).rejects.toMatchObject(refused);
});
