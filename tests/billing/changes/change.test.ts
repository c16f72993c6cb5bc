import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { billingIntents } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { cancelScheduledChange } from "@/lib/billing/changes/cancel-scheduled-change";
import { getBilling } from "@/lib/billing/queries";
import { inviteMember } from "@/lib/members/invite-member";
import { clock, minutes } from "@/lib/platform/clock";
import { seal } from "@/lib/platform/seal";
import { entitlementOf, type LocalBilling, startLocalBilling } from "../local-billing";
import { giveCard, type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
afterEach(() => {
  clock.reset();
  billing.local.emulator.control.setFaults([]);
});

const start = "2026-11-01T00:00:00Z";
const half = "2026-11-16T00:00:00Z";

async function confirm(acme: TimedWorkspace, token: string) {
  return (await acme.owner.run(applyChange, { token })).outcome;
}

const subscriptionOf = async (acme: TimedWorkspace) => (await acme.owner.ask(getBilling, {})).subscription;

describe("a change that is confirmed", () => {
  test("is in force at once, with its limits and its line in the history", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    await acme.to(half);
    expect((await acme.change({ plan: "business" })).outcome).toBe("done");
    expect(await entitlementOf(acme)).toMatchObject({ plan: "business", access: "full" });
    const { items } = await acme.owner.ask(listEvents, { noun: "change" });
    expect(items).toMatchObject([{ type: "change.requested", subjectLabel: "Business", actorKind: "user" }]);
  });

  test("looked at and not confirmed leaves everything as it was", async () => {
    const acme = await timedWorkspace(billing, start);
    const before = await acme.live();
    await acme.preview({ plan: "business", interval: "annual", seats: 60 });
    expect(await acme.live()).toEqual(before);
  });

  test("clicked twice at once is made and charged once", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    await acme.to(half);
    const { token } = await acme.preview({ plan: "professional" });
    const outcomes = await Promise.all([confirm(acme, token), confirm(acme, token)]);
    expect(outcomes).toEqual(["done", "done"]);
    const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    expect(data.map(({ total }) => total)).toEqual([3500, 2900]);
    const { items } = await acme.owner.ask(listEvents, { noun: "change" });
    expect(items).toHaveLength(1);
  });

  test("whose answer got lost is found to be made, and is not made again", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    await acme.to(half);
    const { token } = await acme.preview({ plan: "professional" });
    const match = `POST /v1/subscriptions/${acme.subscriptionId}`;
    billing.local.emulator.control.setFaults([{ match, action: "drop_after_commit" }]);
    expect(await confirm(acme, token)).toBe("done");
    billing.local.emulator.control.setFaults([]);
    expect(await confirm(acme, token)).toBe("done");
    const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    expect(data.map(({ total }) => total)).toEqual([3500, 2900]);
  });

  test("while Stripe is away changes nothing, and is the same change when it is back", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    const { token } = await acme.preview({ plan: "professional" });
    billing.local.emulator.control.setFaults([{ match: "* /v1/subscriptions*", action: "conn_reset" }]);
    await expect(confirm(acme, token)).rejects.toMatchObject({ code: "unavailable" });
    billing.local.emulator.control.setFaults([]);
    expect(await confirm(acme, token)).toBe("done");
    const { items } = await acme.owner.ask(listEvents, { noun: "change" });
    expect(items).toHaveLength(1);
  });

  test("keeps a price that is no longer sold where only seats change", async () => {
    const acme = await timedWorkspace(billing, start);
    const [item] = (await acme.live()).items.data;
    await acme.change({ seats: 12 });
    expect((await acme.live()).items.data.map(({ price, quantity }) => [price.id, quantity])).toEqual([
      [item?.price.id, 1],
      [expect.any(String), 2],
    ]);
  });

  test("to a plan that includes the seats drops the item of further ones", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter", extraSeats: 4 });
    await acme.change({ plan: "professional" });
    expect((await acme.live()).items.data).toHaveLength(1);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", extraSeats: 0 });
  });
});

describe("what was agreed to", () => {
  test("by another tab is no longer to be had", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    const first = await acme.preview({ plan: "professional" });
    const second = await acme.preview({ plan: "business" });
    expect(await confirm(acme, first.token)).toBe("done");
    await expect(confirm(acme, second.token)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("changed meanwhile"),
    });
    expect((await subscriptionOf(acme))?.planId).toBe("professional");
  });

  test("is refused when somebody changed the subscription at the dashboard meanwhile", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter", extraSeats: 2 });
    const { token } = await acme.preview({ plan: "professional" });
    const seat = (await acme.live()).items.data[1];
    await billing.dashboard.subscriptions.update(acme.subscriptionId, {
      items: [{ id: seat?.id, quantity: 5 }],
    });
    await expect(confirm(acme, token)).rejects.toMatchObject({ code: "conflict" });
    expect((await subscriptionOf(acme))?.extraSeats).toBe(5);
  });

  test("is refused when it would cost something else by now", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    const { token, dueNow } = await acme.preview({ plan: "professional" });
    expect(dueNow).toBe(7000);
    await billing.dashboard.customers.createBalanceTransaction(acme.customerId, {
      amount: -500,
      currency: "usd",
    });
    await expect(confirm(acme, token)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("amount has changed"),
    });
    expect(await acme.preview({ plan: "professional" })).toMatchObject({ dueNow: 6500, balance: -500 });
  });

  test("says nothing to whoever holds it: neither Stripe's ids nor the workspace's", async () => {
    const acme = await timedWorkspace(billing, start);
    const { token } = await acme.preview({ plan: "business" });
    const said = token.split(".").map((part) => Buffer.from(part, "base64url").toString());
    expect(said.join(" ")).not.toMatch(/sub_|promo_|ten_/);
  });

  test("is good for ten minutes, for one workspace, and as it was sealed", async () => {
    const [acme, globex] = await Promise.all([
      timedWorkspace(billing, start),
      timedWorkspace(billing, start),
    ]);
    const { token } = await acme.preview({ plan: "business" });
    const forged = Buffer.from(JSON.stringify({ total: 1, amountDue: 1 })).toString("base64url");
    const [text, signature] = [
      token.slice(0, token.lastIndexOf(".")),
      token.slice(token.lastIndexOf(".") + 1),
    ];
    for (const bad of [`${text}.${forged}`, `${text}.`, `${forged}.${signature}`, "nonsense"]) {
      await expect(confirm(acme, bad)).rejects.toMatchObject({ code: "conflict" });
    }
    await expect(confirm(globex, token)).rejects.toMatchObject({ code: "conflict" });
    const ofOldCode = seal("plan change", acme.id, JSON.stringify({ tenantId: acme.id }));
    await expect(confirm(acme, ofOldCode)).rejects.toMatchObject({ code: "conflict" });
    clock.shift(minutes(10));
    await expect(confirm(acme, token)).rejects.toMatchObject({ code: "conflict" });
    expect((await subscriptionOf(acme))?.planId).toBe("professional");
  });
});

describe("seats", () => {
  test("are never fewer than members and open invitations take", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter", extraSeats: 5 });
    await acme.owner.run(inviteMember, { emails: "four@example.com", role: "member" });
    await expect(acme.preview({ seats: 3 })).rejects.toMatchObject({
      code: "invalid",
      fields: { seats: [expect.stringContaining("4 seats")] },
    });
    const { token } = await acme.preview({ seats: 4 });
    await acme.owner.run(inviteMember, { emails: "five@example.com", role: "member" });
    await expect(confirm(acme, token)).rejects.toMatchObject({ code: "invalid" });
  });

  test("that go are credited on the next invoice, and nothing is due today", async () => {
    const acme = await timedWorkspace(billing, start, { extraSeats: 4 });
    await acme.to(half);
    const { preview, outcome } = await acme.change({ seats: 12 });
    expect(outcome).toBe("done");
    expect(preview).toMatchObject({ effectiveMode: "credited", total: -1200, dueNow: 0 });
    expect(preview).toMatchObject({
      renewal: { date: new Date("2026-12-01T00:00:00Z"), amount: 9900 + 2400 },
      nextInvoice: { date: new Date("2026-12-01T00:00:00Z"), amount: 9900 + 2400 - 1200 },
    });
    expect(await entitlementOf(acme)).toMatchObject({ extraSeats: 2 });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: preview.nextInvoice?.amount, status: "paid" });
  });

  test("that go a second time show what this time is credited, and the next invoice both", async () => {
    const acme = await timedWorkspace(billing, start, { extraSeats: 4 });
    await acme.to(half);
    expect((await acme.change({ seats: 12 })).preview.total).toBe(-1200);
    const { preview } = await acme.change({ seats: 11 });
    expect(preview.lines.map(({ amount }) => amount)).toEqual([-1200, 600]);
    expect(preview).toMatchObject({
      effectiveMode: "credited",
      total: -600,
      nextInvoice: { date: new Date("2026-12-01T00:00:00Z"), amount: 9900 + 1200 - 1800 },
    });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: preview.nextInvoice?.amount, status: "paid" });
  });
});

describe("a charge that fails", () => {
  async function declined() {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    await acme.to(half);
    const { outcome } = await acme.change({ plan: "professional" });
    expect(outcome).toBe("unpaid");
    return acme;
  }

  test("leaves the old plan in force and the change waiting", async () => {
    const acme = await declined();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "starter", access: "full" });
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      subscription: { planId: "starter", status: "active", pendingUpdate: { plan: "professional" } },
      openInvoice: { amount: 3500, hostedUrl: expect.stringMatching(/^http/) },
    });
  });

  test("puts the change in force once it is paid", async () => {
    const acme = await declined();
    await giveCard(billing, acme, "pm_card_visa");
    await billing.dashboard.invoices.pay((await acme.latestInvoice()).id);
    await acme.to("2026-11-16T01:00:00Z");
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  });

  test("lets no second change in before it is paid or withdrawn", async () => {
    const acme = await declined();
    await expect(acme.preview({ plan: "business" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("waiting for its payment"),
    });
    await acme.owner.run(cancelScheduledChange, {});
    expect(await subscriptionOf(acme)).toMatchObject({ planId: "starter", pendingUpdate: null });
    await expect(acme.preview({ plan: "business" })).resolves.toMatchObject({ effectiveMode: "now" });
  });
});

describe("who asks too much", () => {
  test("or the same again is told so, before Stripe is asked", async () => {
    const acme = await timedWorkspace(billing, start);
    await expect(acme.preview({ plan: "professional" })).rejects.toMatchObject({ code: "invalid" });
    await expect(acme.preview({ seats: 0 })).rejects.toMatchObject({ code: "invalid" });
  });

  test("waits after ten requests in a minute", async () => {
    const acme = await timedWorkspace(billing, start);
    const { token } = await acme.preview({ plan: "business" });
    await fillIntents(acme.id, 10);
    await expect(confirm(acme, token)).rejects.toMatchObject({ code: "rate_limited", retryAfterSeconds: 60 });
    clock.shift(minutes(1) + 1_000);
    await expect(confirm(acme, token)).resolves.toBe("done");
  });

  test("without a plan is sent to choose one; a viewer is sent away", async () => {
    const acme = await timedWorkspace(billing, start);
    await expect(acme.admin.run(applyChange, { token: "x" })).rejects.toMatchObject({ code: "forbidden" });
    await billing.dashboard.subscriptions.cancel(acme.subscriptionId);
    await acme.to("2026-11-02T00:00:00Z");
    await expect(acme.preview({ plan: "business" })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("no paid plan"),
    });
  });

  test("a request that died over its try gives way to the next one", async () => {
    const acme = await timedWorkspace(billing, start);
    await dieHalfway(acme, (await acme.preview({ seats: 12 })).token);
    const { token } = await acme.preview({ seats: 13 });
    await expect(confirm(acme, token)).rejects.toMatchObject({ code: "conflict" });
    clock.shift(minutes(1) + 1_000);
    await expect(confirm(acme, token)).resolves.toBe("done");
    const [row] = await withPlatform((db) =>
      db
        .select()
        .from(billingIntents)
        .where(eq(billingIntents.tenantId, acme.id))
        .orderBy(asc(billingIntents.createdAt)),
    );
    expect(row?.status).toBe("superseded");
  });
});

/** Confirms in a process that ends with the commit, before it has asked Stripe. */
async function dieHalfway(acme: TimedWorkspace, token: string): Promise<void> {
  const dying = { ...applyChange, afterCommit: () => Promise.reject(new Error("the process died")) };
  await expect(acme.owner.run(dying, { token })).rejects.toThrow("the process died");
}

/** Requests that were carried out a moment ago. */
async function fillIntents(tenantId: string, count: number): Promise<void> {
  const one = { tenantId, kind: "change" as const, status: "completed" as const, params: {} };
  const rows = Array.from({ length: count }, (_, index) => ({
    ...one,
    id: `int_${tenantId.slice(4)}_${index}`,
    paramsHash: "",
    createdBy: "test",
  }));
  await withPlatform((db) => db.insert(billingIntents).values(rows));
}
