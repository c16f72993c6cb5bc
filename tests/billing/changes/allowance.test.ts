import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { resumePlan } from "@/lib/billing/changes/resume-plan";
import { usageOverview } from "@/lib/billing/metered/usage-overview";
import { previewInvoice } from "@/lib/billing/running-bill/preview-invoice";
import { setSpendingLimit } from "@/lib/billing/spending/set-spending-limit";
import { getSpending } from "@/lib/billing/spending/spending";
import { admitApiCall } from "@/lib/entitlements/admit-api-call";
import type { Interval, PlanId } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { flushUsage } from "@/lib/usage/count-usage";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { meteredBy, use } from "../metered-workspace";

let billing: LocalBilling;
let metered: ReturnType<typeof meteredBy>;
beforeAll(async () => {
  billing = await startLocalBilling();
  metered = meteredBy(billing);
});
afterAll(async () => {
  clock.reset();
  await billing.stop();
});

type Acme = Awaited<ReturnType<ReturnType<typeof meteredBy>["subscribed"]>>;
const starter = () => metered.subscribed({ plan: "starter", interval: "monthly" });
const minuteLater = () => metered.pass({ to: billing.local.emulator.control.now() + 60 });

/** Returns what the preview said would be left. */
async function changeTo({ owner }: Acme, to: { plan?: PlanId; interval?: Interval }) {
  minuteLater();
  const { token, allowance } = await owner.run(previewChange, { ...to, when: "now" });
  expect(await owner.run(applyChange, { token })).toEqual({ outcome: "done" });
  minuteLater();
  return allowance;
}

async function callsOf({ owner }: Acme) {
  const { meters } = await owner.ask(usageOverview, {});
  const calls = meters.find(({ feature }) => feature === "apiCalls");
  if (!calls) throw new Error("no meter");
  return calls;
}

describe("what a plan includes", () => {
  test("is used up once in a month, however often the plan is changed, and the preview says what is left", async () => {
    const acme = await starter();
    await use(acme.id, 40_000);
    expect(await changeTo(acme, { plan: "professional" })).toEqual({
      ...{ included: 500_000, carried: 40_000, left: 460_000 },
    });
    expect(await callsOf(acme)).toMatchObject({ used: 40_000, carried: 40_000, over: 0, cost: 0 });
    await use(acme.id, 200_000);
    expect(await changeTo(acme, { plan: "starter" })).toEqual({ included: 50_000, carried: 50_000, left: 0 });
    await use(acme.id, 10_000);
    expect(await callsOf(acme)).toMatchObject({ used: 60_000, carried: 50_000, over: 10_000, cost: 500 });
    expect(await changeTo(acme, { plan: "professional" })).toMatchObject({ carried: 240_000 });
    expect(await callsOf(acme)).toMatchObject({ used: 240_000, carried: 240_000, cost: 0 });
  });

  test("is on the next bill what it is on the page", async () => {
    const acme = await starter();
    await use(acme.id, 60_000);
    await changeTo(acme, { plan: "professional" });
    await use(acme.id, 451_000);
    const bill = await acme.owner.run(previewInvoice, {});
    expect(bill?.lines.filter(({ part }) => part === "use")).toMatchObject([{ quantity: 1_000, amount: 30 }]);
    expect(await callsOf(acme)).toMatchObject({ over: 1_000, cost: 30 });
  });

  test("begins anew with the month", async () => {
    const acme = await starter();
    await use(acme.id, 50_000);
    await changeTo(acme, { plan: "professional" });
    await metered.toRenewal(acme);
    expect(await callsOf(acme)).toMatchObject({ used: 0, carried: 0 });
  });

  test("is no new one with another interval on the same day, and back", async () => {
    const acme = await starter();
    await use(acme.id, 50_000);
    for (const interval of ["annual", "monthly"] as const) {
      expect((await changeTo(acme, { interval }))?.left).toBeLessThan(20);
      expect((await callsOf(acme)).carried).toBeGreaterThan(49_980);
    }
  });

  test("is a new one with another interval for as much of the month as stays paid", async () => {
    const acme = await starter();
    await use(acme.id, 50_000);
    metered.pass({ days: 20 });
    const allowance = await changeTo(acme, { interval: "annual" });
    const { carried } = await callsOf(acme);
    // Of 28 to 31 days a third or less is given back.
    expect(carried).toBeGreaterThan(50_000 * (1 - 21 / 28));
    expect(carried).toBeLessThan(50_000 * (1 - 20 / 31));
    expect(Math.abs(carried - (allowance?.carried ?? 0))).toBeLessThan(20);
  });

  test.each([0, 3, 33, 40, 120])("is no new one after a pause of %i days", async (daysLong) => {
    const acme = await starter();
    await use(acme.id, 50_000);
    minuteLater();
    await acme.owner.run(pausePlan, {});
    minuteLater();
    if (daysLong > 0) metered.pass({ days: daysLong });
    await acme.owner.run(resumePlan, {});
    await metered.settle(acme);
    expect((await callsOf(acme)).carried).toBeGreaterThan(49_980);
    await metered.toRenewal(acme);
    expect(await callsOf(acme)).toMatchObject({ used: 0, carried: 0 });
  });
});

test("a hard limit on spending does not begin anew with another plan", async () => {
  const acme = await starter();
  await use(acme.id, 50_000 + 16_000);
  await acme.owner.run(setSpendingLimit, { amount: "8.03", isHard: true });
  await changeTo(acme, { plan: "professional" });
  expect(await acme.owner.ask(getSpending, {})).toMatchObject({ spent: 800 });
  // 3 cents are left, which pay for 100 calls beyond the 500,000 of which 50,000 are used.
  await use(acme.id, 450_000 + 99);
  await expect(admitApiCall(acme.id)).resolves.toBeUndefined();
  await expect(admitApiCall(acme.id)).rejects.toMatchObject({ code: "limit_exceeded" });
  await flushUsage();
  expect(await acme.owner.ask(getSpending, {})).toMatchObject({ spent: 803 });
});
