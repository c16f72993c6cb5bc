import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memberships, trialRedemptions, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { grantTrial } from "@/lib/billing/operators/grant-trial";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { syncNow } from "@/lib/billing/sync/sync";
import { checkTrial } from "@/lib/billing/trials/check-trial";
import { noteTrial } from "@/lib/billing/trials/note-trial";
import { pruneTrialsJob } from "@/lib/billing/trials/prune-trials";
import { shortenTrialJob } from "@/lib/billing/trials/shorten-trial";
import { keysOf } from "@/lib/billing/trials/trial-keys";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext } from "@/lib/entry/cli";
import { clock, days, hours } from "@/lib/platform/clock";
import { type TestWorkspace, workspace } from "../support/world";
import { asOwner } from "../tenancy/clients";
import { type LocalBilling, noticesTo, startLocalBilling, subscriptionOf } from "./local-billing";
import { payAt } from "./pay-at";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const trial = { plan: "professional", interval: "monthly", start: "trial" } as const;
const refusal = { code: "conflict", message: expect.stringContaining("used before by you or your company") };

/** A workspace whose owner has this address. */
async function ownedBy(email: string, { isVerified = true } = {}) {
  const acme = await workspace({ plan: "free" });
  const emailVerifiedAt = isVerified ? new Date() : null;
  await withPlatform((db) =>
    db.update(users).set({ email, emailVerifiedAt }).where(eq(users.id, acme.owner.userId)),
  );
  return { ...acme, email };
}

const aDomain = () => `company-${randomUUID()}.io`;

async function tryOut(acme: TestWorkspace, card = ""): Promise<void> {
  const { url } = await acme.owner.run(startCheckout, trial);
  await payAt(url, { card });
  await billing.settle();
}

const standingOf = async ({ owner }: TestWorkspace) => (await owner.run(checkTrial, {})).standing;

/** What a sync does in live mode, where a card is somebody's own. */
async function noteCards({ id: tenantId }: TestWorkspace, subscriptionId: string): Promise<void> {
  const row = await subscriptionOf(subscriptionId);
  const live = await billing.dashboard.subscriptions.retrieve(subscriptionId);
  const { cards, customer, takenAt } = await fetchSnapshot(String(live.customer));
  if (!row) throw new Error("no subscription");
  await withPlatform((db) => noteTrial(db, tenantId, { subscriptions: [row], customer, takenAt }, cards));
}

async function liveOf(acme: TestWorkspace) {
  const { data } = await billing.dashboard.subscriptions.list({ limit: 100 });
  const found = data.find(({ metadata }) => metadata.tenant_id === acme.id);
  if (!found) throw new Error("no subscription");
  return found;
}

describe("one person", () => {
  test("has one trial, in however many workspaces and spellings of the address", async () => {
    const name = `kim${randomUUID().replaceAll("-", "")}`;
    await tryOut(await ownedBy(`${name}@gmail.com`));
    const second = await ownedBy(`${name.slice(0, 5)}.${name.slice(5)}+more@googlemail.com`);
    expect(await standingOf(second)).toBe("used");
    await expect(second.owner.run(startCheckout, trial)).rejects.toMatchObject(refusal);
    const { url } = await second.owner.run(startCheckout, { ...trial, start: "now" });
    expect(url).toContain("http");
  });

  test("who starts two at once gets one", async () => {
    const email = `${randomUUID()}@gmail.com`;
    const first = await ownedBy(email);
    const second = await workspace({ plan: "free" });
    await withPlatform(async (db) => {
      const isOwner = eq(memberships.id, second.owner.context.membershipId);
      await db.update(memberships).set({ userId: first.owner.userId }).where(isOwner);
    });
    const started = await Promise.allSettled([
      first.owner.run(startCheckout, trial),
      second.owner.run(startCheckout, trial),
    ]);
    expect(started.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("who does not finish has used nothing up: another day it is open elsewhere", async () => {
    const email = `${randomUUID()}@${aDomain()}`;
    const first = await ownedBy(email);
    await first.owner.run(startCheckout, trial);
    const second = await ownedBy(email.replace("@", "+two@"));
    expect(await standingOf(second)).toBe("used");
    clock.shift(hours(26));
    await pruneTrialsJob.run({});
    expect(await standingOf(second)).toBe("open");
    clock.reset();
  });

  test("who buys instead of trying gives the trial back", async () => {
    const email = `${randomUUID()}@${aDomain()}`;
    const first = await ownedBy(email);
    await first.owner.run(startCheckout, trial);
    await first.owner.run(startCheckout, { ...trial, start: "now" });
    expect(await standingOf(await ownedBy(email.replace("@", "+two@")))).toBe("open");
  });

  test("who changes the address of the account is the same", async () => {
    const first = await ownedBy(`${randomUUID()}@gmail.com`);
    await tryOut(first);
    await withPlatform((db) =>
      db
        .update(users)
        .set({ email: `${randomUUID()}@${aDomain()}` })
        .where(eq(users.id, first.owner.userId)),
    );
    const second = await workspace({ plan: "free" });
    await withPlatform((db) =>
      db
        .update(memberships)
        .set({ userId: first.owner.userId })
        .where(eq(memberships.id, second.owner.context.membershipId)),
    );
    expect(await standingOf(second)).toBe("used");
  });

  test("whose address is not confirmed is asked to, and uses up nobody's trial", async () => {
    const email = `${randomUUID()}@gmail.com`;
    const stranger = await ownedBy(email, { isVerified: false });
    expect(await standingOf(stranger)).toBe("unconfirmed");
    await expect(stranger.owner.run(startCheckout, trial)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Verify your e-mail"),
    });
    const owner = await ownedBy(email.replace("@", "+real@"));
    expect(await standingOf(owner)).toBe("open");
  });
});

describe("one company", () => {
  test("has one trial, and a provider of mailboxes is no company", async () => {
    const domain = aDomain();
    await tryOut(await ownedBy(`kim@${domain}`));
    expect(await standingOf(await ownedBy(`lee@${domain}`))).toBe("used");
    await tryOut(await ownedBy(`${randomUUID()}@web.de`));
    expect(await standingOf(await ownedBy(`${randomUUID()}@web.de`))).toBe("open");
  });

  test.each([
    ["kim@berlin.acme.io", "lee@acme.io"],
    ["kim@x1.mail.acme.io", "lee@x2.mail.acme.io"],
    ["kim@berlin.acme.co.uk", "lee@acme.co.uk"],
  ])("is one with the domains below its own: %s, %s", (one, other) => {
    expect(keysOf(one)[1]).toEqual(keysOf(other)[1]);
  });

  test("is no other that shares an ending", () => {
    expect(keysOf("kim@acme.co.uk")[1]).not.toEqual(keysOf("kim@globex.co.uk")[1]);
  });

  test.each([
    ["kim@acme.io", ["person", "company"]],
    ["kim@kim.fastmail.com", ["person"]],
    ["kim@privaterelay.appleid.com", ["person"]],
    ["kim@gmail.com", ["person"]],
    ["kim@example.com", ["person"]],
    ["kim@acme.example", ["person"]],
    ["kim@myexample.com", ["person", "company"]],
  ])("is told by the domain: %s", (email, kinds) => {
    expect(keysOf(email).map(({ kind }) => kind)).toEqual(kinds);
  });
});

const mastercard = "5555555555554444";

describe("one card", () => {
  test("that had a trial lets the next one end after a notice, never on the day it is added", async () => {
    const first = await ownedBy(`${randomUUID()}@gmail.com`);
    await tryOut(first, mastercard);
    const second = await ownedBy(`${randomUUID()}@gmail.com`);
    await tryOut(second, mastercard);
    await noteCards(first, (await liveOf(first)).id);
    const before = await liveOf(second);
    await noteCards(second, before.id);
    await noteCards(second, before.id);
    const noticed = await noticesTo(second.email);
    expect(noticed).toEqual(["activated", "trial_shortened"]);
    const endsAt = new Date(Date.now() + days(7));
    const job = {
      customerId: String(before.customer),
      subscriptionId: before.id,
      endsAt: endsAt.toISOString(),
    };
    await shortenTrialJob.run(job);
    await shortenTrialJob.run(job);
    await syncNow(String(before.customer));
    const row = await subscriptionOf(before.id);
    expect(row?.trialEnd?.getTime()).toBe(Math.floor(endsAt.getTime() / 1_000) * 1_000);
    expect(row?.status).toBe("trialing");
    const { items } = await second.owner.ask(listEvents, { noun: "trial" });
    expect(items.map(({ type }) => type)).toEqual(["trial.shortened"]);
    expect(await noticesTo(first.email)).toEqual(["activated"]);
  });

  test("of its own leaves a trial alone, however often it is looked at", async () => {
    const acme = await ownedBy(`${randomUUID()}@gmail.com`);
    await tryOut(acme, "378282246310005");
    const { id, customer, trial_end } = await liveOf(acme);
    await noteCards(acme, id);
    await noteCards(acme, id);
    await syncNow(String(customer));
    expect((await billing.dashboard.subscriptions.retrieve(id)).trial_end).toBe(trial_end);
    expect(await noticesTo(acme.email)).toEqual(["activated"]);
  });
});

describe("an operator", () => {
  const reason = "Their first one fell into our outage";
  const asOperator = operatorContext();

  test("allows another trial, once, whoever and whichever card had one", async () => {
    const email = `${randomUUID()}@${aDomain()}`;
    const first = await ownedBy(email);
    await tryOut(first, mastercard);
    await noteCards(first, (await liveOf(first)).id);
    const second = await ownedBy(email.replace("@", "+two@"));
    await runOnPlatform(grantTrial, asOperator, { slug: second.slug, reason });
    expect(await standingOf(second)).toBe("open");
    await tryOut(second, mastercard);
    const { id, customer } = await liveOf(second);
    await noteCards(second, id);
    expect(await subscriptionOf(id)).toMatchObject({ status: "trialing" });
    expect(await noticesTo(second.email)).toEqual(["activated"]);
    const grant = runOnPlatform(grantTrial, asOperator, { slug: second.slug, reason });
    await expect(grant).rejects.toMatchObject({ code: "conflict" });
    await billing.dashboard.subscriptions.cancel(id);
    await syncNow(String(customer));
    expect(await standingOf(second)).toBe("used_here");
  });
});

test("nothing that names anybody is kept, it outlives the workspace, and after two years it is forgotten", async () => {
  const domain = aDomain();
  const acme = await ownedBy(`kim@${domain}`);
  await tryOut(acme);
  const rows = () => withPlatform((db) => db.select().from(trialRedemptions));
  const kept = JSON.stringify(await rows());
  for (const telling of [domain, "kim", acme.id, acme.owner.userId]) expect(kept).not.toContain(telling);
  await asOwner((client) => client.query("delete from platform.tenants where id = $1", [acme.id]));
  expect(await standingOf(await ownedBy(`lee@${domain}`))).toBe("used");
  clock.shift(days(731));
  await pruneTrialsJob.run({});
  clock.reset();
  expect(await standingOf(await ownedBy(`max@${domain}`))).toBe("open");
});
