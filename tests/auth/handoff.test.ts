import { eq, inArray } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { handoffs, sessions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { createHandoff, mostLiveHandoffs } from "@/lib/auth/create-handoff";
import { finishHandoff } from "@/lib/auth/finish-handoff";
import { revokeSession } from "@/lib/auth/revoke-session";
import { signOut } from "@/lib/auth/sign-out";
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

describe("however often a code is asked for", () => {
  const rowsOf = (userId: string) =>
    withPlatform((db) => db.select().from(handoffs).where(eq(handoffs.userId, userId)));
  const nonceHash = sha256("nonce");

  test("one is alive for a workspace, also of fifty asked for at once", async () => {
    const { kim, root, acme, globex } = await carried();
    const asked = Array.from({ length: 50 }, () => root.run(createHandoff, { to: acme.slug, nonceHash }));
    await Promise.all([...asked, root.run(createHandoff, { to: globex.slug, nonceHash })]);
    expect((await rowsOf(kim.id)).map(({ tenantId }) => tenantId).toSorted()).toEqual(
      [acme.id, globex.id].toSorted(),
    );
  });

  test("the newest is the one that opens", async () => {
    const { root, acme, nonce, code } = await carried();
    const { code: newer } = await root.run(createHandoff, { to: acme.slug, nonceHash: sha256(nonce) });
    const finish = (one: string) => visitor({ tenant: acme }).run(finishHandoff, { code: one, nonce });
    await expect(finish(code)).rejects.toMatchObject(refused);
    await expect(finish(newer)).resolves.toBeDefined();
  });

  test("a person has so many at once, and what has lapsed is cleared away", async () => {
    const { kim, root } = await carried();
    const places = await Promise.all(Array.from({ length: mostLiveHandoffs + 3 }, () => workspace()));
    for (const { slug } of places) await root.run(createHandoff, { to: slug, nonceHash });
    expect(await rowsOf(kim.id)).toHaveLength(mostLiveHandoffs);
    clock.shift(seconds(61));
    await root.run(createHandoff, { to: places[0]?.slug ?? "", nonceHash });
    clock.reset();
    expect(await rowsOf(kim.id)).toHaveLength(1);
  });
});

/** A session on `acme` that was handed over from one on the root domain. */
async function handedOver() {
  const { kim, root, acme, code, nonce } = await carried();
  const { ticket } = await visitor({ tenant: acme }).run(finishHandoff, { code, nonce });
  return { kim, root, acme, here: await enter(ticket, acme) };
}

/** The session on a workspace they have just joined that is handed over from `one`. */
async function onwards(
  one: Awaited<ReturnType<typeof enter>>,
  kim: Parameters<typeof member>[2],
  slug: string,
) {
  await member(slug, "member", kim);
  const nonce = newSecret();
  const { code } = await one.run(createHandoff, { to: slug, nonceHash: sha256(nonce) });
  const there = await tenantOf(slug);
  const { ticket } = await visitor({ tenant: there }).run(finishHandoff, { code, nonce });
  return enter(ticket, there);
}

test("what was handed over lasts no longer than what it came from", async () => {
  const { root, here } = await handedOver();
  const rows = await withPlatform((db) =>
    db
      .select()
      .from(sessions)
      .where(inArray(sessions.id, [root.session.id, here.session.id])),
  );
  const [first, second] = rows.map(({ expiresAt }) => expiresAt.getTime());
  expect(second).toBe(first);
});

test("it ends with what it came from", async () => {
  const { root, here } = await handedOver();
  await root.run(signOut, {});
  expect(await here.isAlive()).toBe(false);
});

test("signing out ends the whole line of this browser up to its first session, and no other browser's", async () => {
  const { kim, root, here } = await handedOver();
  const [globex, initech] = await Promise.all([workspace(), workspace()]);
  const further = await onwards(here, kim, globex.slug);
  const sibling = await onwards(root, kim, initech.slug);
  const elsewhere = await signedIn(kim);
  await further.run(signOut, {});
  const all = [further, here, root, sibling, elsewhere];
  expect(await Promise.all(all.map((one) => one.isAlive()))).toEqual([false, false, false, false, true]);
});

test("ending one session from the list leaves what it came from", async () => {
  const { root, here } = await handedOver();
  await root.run(revokeSession, { id: here.session.id });
  expect(await Promise.all([root, here].map((one) => one.isAlive()))).toEqual([true, false]);
});

test("whoever ends from here the session they came by stays in, and so does what they hand over next", async () => {
  const { kim, root, here } = await handedOver();
  const globex = await workspace();
  const further = await onwards(here, kim, globex.slug);
  await here.run(revokeSession, { id: root.session.id });
  expect(await Promise.all([root, here].map((one) => one.isAlive()))).toEqual([false, true]);
  expect(await further.isAlive()).toBe(true);
});

test("a workspace hands nobody over to itself: that would make one session into many", async () => {
  const { acme, here } = await handedOver();
  await expect(
    here.run(createHandoff, { to: acme.slug, nonceHash: sha256(newSecret()) }),
  ).rejects.toMatchObject({ code: "conflict" });
});
