import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { billingMovePayers, planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { cancelPlan } from "@/lib/billing/changes/cancel-plan";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { cancelMove } from "@/lib/billing/moves/cancel-move";
import { continueMove, movePayersJob } from "@/lib/billing/moves/continue-move";
import { listMovePayers, listMoves } from "@/lib/billing/moves/list-moves";
import { planMove, previewMove } from "@/lib/billing/moves/plan-move";
import { monthsOf, renewalAfter } from "@/lib/billing/moves/renewal-after";
import { getBilling } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext } from "@/lib/entry/cli";
import { clock, days, hours } from "@/lib/platform/clock";
import { queuedMail } from "../../members/queued-mail";
import { startChild } from "../faults/child";
import { blockedSession, whileLocked } from "../faults/database";
import {
  type LocalBilling,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "../local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
afterEach(() => clock.reset());

const asOperator = operatorContext();
const reason = "The price has risen";

/** A price of its own for each test, so that nobody else pays it. */
async function aPrice(unit_amount: number, of: { product?: string } = {}) {
  const { id } = await billing.dashboard.prices.create({
    ...{ currency: "usd", unit_amount, recurring: { interval: "month" } },
    ...(of.product ? { product: of.product } : { product_data: { name: "A contract" } }),
  });
  return id;
}

/** An old price of Professional, which is sold at another one by now. */
async function anOldPrice(unit_amount = 5_000) {
  const stripePriceId = await aPrice(unit_amount, { product: "plan_professional" });
  const old = { plan: "professional", kind: "base", interval: "monthly", catalogVersion: 0 } as const;
  await withPlatform((db) => db.insert(planPrices).values({ stripePriceId, ...old, isActive: false }));
  return stripePriceId;
}

async function payer(price: string, more: { price: string; quantity?: number }[] = []) {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId, { items: [{ price }, ...more] });
  await syncNow(acme.customerId);
  return { ...acme, subscriptionId: id };
}
type Payer = Awaited<ReturnType<typeof payer>>;

const pricesOf = async ({ subscriptionId }: Payer) => {
  const { items } = await billing.dashboard.subscriptions.retrieve(subscriptionId);
  return items.data.map(({ price, quantity }) => [price.id, quantity]);
};

async function noticesOf({ owner }: Payer): Promise<string[]> {
  const mails = await queuedMail(owner.email);
  return mails
    .map(({ props }) => z.object({ notice: z.string() }).parse(props).notice)
    .filter((notice) => notice.startsWith("price_"));
}

const plan = (from: string, to: string, terms: { noticeDays?: number; date?: string } = {}) =>
  runOnPlatform(planMove, asOperator, { from, to, reason, noticeDays: 0, ...terms });

const goOn = (moveId: string) => runOnPlatform(continueMove, asOperator, { moveId });

/** Our clock, half a day before the renewal of a payer. */
async function toEveOf({ subscriptionId }: Payer): Promise<void> {
  const row = await subscriptionOf(subscriptionId);
  clock.shift((row?.periodEnd?.getTime() ?? 0) - Date.now() - hours(12));
}

const statusOf = async (moveId: string, { slug }: Payer) => {
  const payers = await runOnPlatform(listMovePayers, asOperator, { moveId });
  const found = payers.find((one) => one.slug === slug);
  return found && [found.status, found.note];
};

describe("a move", () => {
  test("is previewed with what each pays now and then, and changes nothing", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const sold = await findPriceIds("professional", "monthly");
    const { payers } = await runOnPlatform(previewMove, asOperator, {
      from,
      to: "professional",
      noticeDays: 0,
    });
    const row = await subscriptionOf(acme.subscriptionId);
    expect(payers).toEqual([
      {
        ...{ slug: acme.slug, subscriptionId: acme.subscriptionId, currency: "usd" },
        ...{ amountBefore: 5_000, amountAfter: 9_900, effectiveAt: row?.periodEnd, obstacle: null },
      },
    ]);
    expect(await pricesOf(acme)).toEqual([[from, 1]]);
    expect(sold?.base).not.toBe(from);
  });

  test("tells the owners, changes the price for the renewal and not before, and the renewal bills it", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const sold = await findPriceIds("professional", "monthly");
    const { moveId } = await plan(from, "professional");
    expect(await goOn(moveId)).toEqual({ noticed: 1, moved: 0, left: 0, waiting: 0 });
    expect(await goOn(moveId)).toEqual({ noticed: 0, moved: 0, left: 0, waiting: 0 });
    expect(await noticesOf(acme)).toEqual(["price_changing"]);
    expect(await pricesOf(acme)).toEqual([[from, 1]]);
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ moved: 1 });
    expect(await pricesOf(acme)).toEqual([[sold?.base, 1]]);
    const { data: before } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    expect(before).toHaveLength(1);
    billing.local.emulator.control.advance({ months: 1 });
    billing.local.emulator.control.advance({ days: 1 });
    const { data: after } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    expect(after.map(({ total }) => total)).toEqual([9_900, 5_000]);
    const { items } = await acme.owner.ask(listEvents, { noun: "subscription" });
    expect(items.filter(({ type }) => type === "subscription.moved")).toMatchObject([
      { subjectLabel: "$99.00" },
    ]);
    await movePayersJob.run({});
    expect(await statusOf(moveId, acme)).toEqual(["moved", null]);
  });

  test("waits for a renewal that is announced long enough before", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const { moveId } = await plan(from, "professional", { noticeDays: 100 });
    await goOn(moveId);
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ moved: 0 });
    expect(await pricesOf(acme)).toEqual([[from, 1]]);
    const [listed] = await runOnPlatform(listMovePayers, asOperator, { moveId });
    expect(listed?.effectiveAt.getTime()).toBeGreaterThan(Date.now() + days(100));
  });

  test("takes seats along, of which the new plan includes more", async () => {
    const old = await findPriceIds("starter", "quarterly");
    const now = await findPriceIds("professional", "quarterly");
    if (!old || !now) throw new Error("no prices");
    const acme = await payer(old.base, [{ price: old.seat, quantity: 9 }]);
    const { moveId } = await plan(old.base, "professional");
    await goOn(moveId);
    await toEveOf(acme);
    await goOn(moveId);
    // Three and nine are twelve, of which Professional includes ten.
    expect((await pricesOf(acme)).toSorted()).toEqual(
      [
        [now.base, 1],
        [now.seat, 2],
      ].toSorted(),
    );
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({ planId: "professional" });
  });

  test("of a price that was arranged by hand leads to another one, and leaves what is beside it", async () => {
    const [from, to, beside] = [await aPrice(77_700), await aPrice(88_800), await aPrice(100)];
    const acme = await payer(from, [{ price: beside, quantity: 3 }]);
    const { payers } = await runOnPlatform(previewMove, asOperator, { from, to });
    expect(payers).toMatchObject([{ amountBefore: 78_000, amountAfter: 89_100 }]);
    const { moveId } = await plan(from, to);
    await goOn(moveId);
    await toEveOf(acme);
    await goOn(moveId);
    expect((await pricesOf(acme)).toSorted()).toEqual(
      [
        [beside, 3],
        [to, 1],
      ].toSorted(),
    );
  });
});

describe("whoever decides otherwise meanwhile is left alone and reported:", () => {
  test("by another plan", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const { moveId } = await plan(from, "professional");
    await goOn(moveId);
    const { token } = await acme.owner.run(previewChange, { plan: "business" });
    await acme.owner.run(applyChange, { token });
    const chosen = await pricesOf(acme);
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ moved: 0, left: 1 });
    expect(await pricesOf(acme)).toEqual(chosen);
    expect(await statusOf(moveId, acme)).toEqual(["left", "the owner changed the plan"]);
  });

  test("by another plan, after a try that never reached Stripe", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const { moveId } = await plan(from, "professional");
    await goOn(moveId);
    await withPlatform((db) =>
      db
        .update(billingMovePayers)
        .set({ askedAt: clock.now() })
        .where(eq(billingMovePayers.subscriptionId, acme.subscriptionId)),
    );
    const { token } = await acme.owner.run(previewChange, { plan: "business" });
    await acme.owner.run(applyChange, { token });
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ moved: 0, left: 1 });
    expect(await statusOf(moveId, acme)).toEqual(["left", "the owner changed the plan"]);
  });

  test("by a change for the end of the period", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const { moveId } = await plan(from, "professional");
    await goOn(moveId);
    const { token } = await acme.owner.run(previewChange, { plan: "starter" });
    await acme.owner.run(applyChange, { token });
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ left: 1 });
    expect(await statusOf(moveId, acme)).toEqual(["left", "the owner scheduled a change"]);
  });

  test("by canceling", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const { moveId } = await plan(from, "professional");
    await goOn(moveId);
    await acme.owner.run(cancelPlan, {});
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ left: 1 });
    expect(await statusOf(moveId, acme)).toEqual(["left", "the plan is canceled"]);
  });

  test("but not by more seats, which are moved with the rest", async () => {
    const from = await anOldPrice();
    const acme = await payer(from);
    const sold = await findPriceIds("professional", "monthly");
    const { moveId } = await plan(from, "professional");
    await goOn(moveId);
    const { token } = await acme.owner.run(previewChange, { seats: 12 });
    await acme.owner.run(applyChange, { token });
    await toEveOf(acme);
    expect(await goOn(moveId)).toMatchObject({ moved: 1 });
    expect((await pricesOf(acme)).toSorted()).toEqual(
      [
        [sold?.base, 1],
        [sold?.seat, 2],
      ].toSorted(),
    );
  });
});

test("a move that is canceled leaves those alone who are not moved yet, and says so to whoever was told", async () => {
  const from = await anOldPrice();
  const told = await payer(from);
  const { moveId } = await plan(from, "professional");
  await goOn(moveId);
  expect(await runOnPlatform(cancelMove, asOperator, { moveId })).toEqual({ left: 1 });
  expect(await noticesOf(told)).toEqual(["price_changing", "price_staying"]);
  await toEveOf(told);
  await movePayersJob.run({});
  expect(await pricesOf(told)).toEqual([[from, 1]]);
  await expect(goOn(moveId)).rejects.toMatchObject({ code: "conflict" });
  await expect(runOnPlatform(cancelMove, asOperator, { moveId })).rejects.toMatchObject({ code: "conflict" });
  const moves = await runOnPlatform(listMoves, asOperator, {});
  expect(moves.find(({ id }) => id === moveId)).toMatchObject({
    payers: { planned: 0, noticed: 0, moved: 0, left: 1 },
  });
});

describe("killed in the midst and run again", () => {
  test("each payer is told once, wherever it was", async () => {
    const from = await anOldPrice();
    const payers = [await payer(from), await payer(from), await payer(from)];
    const { moveId } = await plan(from, "professional");
    const child = startChild("move", moveId);
    await child.said("noticed 1");
    await child.kill();
    await goOn(moveId);
    for (const one of payers) expect(await noticesOf(one)).toEqual(["price_changing"]);
  });

  test("each payer is moved once, also the one whom Stripe had moved already", async () => {
    const from = await anOldPrice();
    const payers = [await payer(from), await payer(from), await payer(from)];
    const [first] = payers;
    if (!first) throw new Error("unreachable");
    const { moveId } = await plan(from, "professional");
    await goOn(moveId);
    await toEveOf(first);
    const child = startChild("move", moveId, String(clock.now().getTime() - Date.now()));
    await whileLocked("event_outbox", "EXCLUSIVE", async (client) => {
      await blockedSession(client);
      await child.kill();
    });
    const half = await Promise.all(payers.map(pricesOf));
    expect(half.filter(([item]) => item?.[0] !== from)).toHaveLength(1);
    await goOn(moveId);
    for (const one of payers) {
      expect(await statusOf(moveId, one)).toEqual(["moved", null]);
      const { items } = await one.owner.ask(listEvents, { noun: "subscription" });
      expect(items.filter(({ type }) => type === "subscription.moved")).toHaveLength(1);
      expect(await noticesOf(one)).toEqual(["price_changing"]);
    }
  });
});

describe("what makes no sense is refused at its place:", () => {
  test.each([
    ["price_of_nobody", "professional", { from: [expect.stringContaining("is no plan")] }],
    ["professional", "price_of_nobody", { from: [expect.stringContaining("Name the price that is left")] }],
  ])("%s to %s", async (from, to, fields) => {
    await expect(runOnPlatform(previewMove, asOperator, { from, to })).rejects.toMatchObject({ fields });
  });

  test("another currency, and a price that nobody pays", async () => {
    const from = await aPrice(100);
    const { id: euros } = await billing.dashboard.prices.create({
      ...{ currency: "eur", unit_amount: 100, recurring: { interval: "month" } },
      product_data: { name: "A contract" },
    });
    await expect(plan(from, euros)).rejects.toMatchObject({
      fields: { to: [expect.stringContaining("no amount in usd")] },
    });
    await expect(plan(from, await aPrice(200))).rejects.toMatchObject({
      message: expect.stringContaining("Nobody pays"),
    });
  });
});

test.each([
  ["2026-01-31T10:00:00Z", 1, "2026-02-01T00:00:00Z", "2026-02-28T10:00:00Z"],
  ["2026-01-31T10:00:00Z", 1, "2026-03-01T00:00:00Z", "2026-03-31T10:00:00Z"],
  ["2026-01-31T10:00:00Z", 12, "2026-02-01T00:00:00Z", "2027-01-31T10:00:00Z"],
  ["2026-01-31T10:00:00Z", 3, "2026-01-31T10:00:00Z", "2026-01-31T10:00:00Z"],
])("after %s, every %d months, the renewal on or after %s is %s", (end, months, moment, renewal) => {
  expect(renewalAfter(new Date(end), months, new Date(moment))).toEqual(new Date(renewal));
  expect(monthsOf(new Date("2026-01-31T10:00:00Z"), new Date("2026-02-28T10:00:00Z"))).toBe(1);
});
