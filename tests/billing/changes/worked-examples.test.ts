import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { endTrial } from "@/lib/billing/changes/end-trial";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { readPriceBook } from "@/lib/billing/changes/price-book";
import { resumePlan } from "@/lib/billing/changes/resume-plan";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import type { previewChangeInput } from "@/lib/billing/schema";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { netAmounts, type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

/** Confirms a change and holds what was charged to what was shown, line by line. */
async function charged(acme: TimedWorkspace, input: z.input<typeof previewChangeInput>) {
  const { preview, outcome } = await acme.change(input);
  expect(outcome).toBe("done");
  const invoice = await acme.latestInvoice();
  const shown = preview.lines.map(({ amount, discount }) => amount - discount);
  expect({ lines: netAmounts(invoice), total: invoice.total, due: invoice.amount_due }).toEqual({
    lines: shown,
    total: preview.total,
    due: preview.dueNow,
  });
  return { preview, invoice, lines: shown };
}

describe("what is shown is what is charged, to the cent", () => {
  test("P01: an upgrade half way through a month", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await acme.to("2026-11-16T00:00:00Z");
    const { preview, invoice, lines } = await charged(acme, { plan: "professional" });
    expect(lines).toEqual([-1450, 4950]);
    expect(invoice).toMatchObject({ total: 3500, status: "paid" });
    expect(preview.renewal).toEqual({ date: new Date("2026-12-01T00:00:00Z"), amount: 9900 });
  });

  test("P02: what was changed without proration is credited as it was billed", async () => {
    const acme = await timedWorkspace(billing, "2026-04-01T00:00:00Z", { plan: "starter" });
    await acme.to("2026-04-11T00:00:00Z");
    const { items } = await acme.live();
    const prices = await findPriceIds("professional", "monthly");
    await billing.dashboard.subscriptions.update(acme.subscriptionId, {
      items: [{ id: items.data[0]?.id, price: prices?.base }],
      proration_behavior: "none",
    });
    await acme.to("2026-04-21T00:00:00Z");
    const { lines, invoice } = await charged(acme, { plan: "starter", when: "now" });
    // A third of April of what Starter was billed at; Professional never was.
    expect(lines).toEqual([-967, 967]);
    expect(invoice.total).toBe(0);
  });

  test("P03: proration counts seconds, not days", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await acme.to("2026-11-14T09:26:53Z");
    const { lines, invoice } = await charged(acme, { plan: "professional" });
    expect(lines).toEqual([-1605, 5480]);
    expect(invoice.total).toBe(3875);
  });

  test("P07: monthly to annual credits the rest and begins a year", async () => {
    const acme = await timedWorkspace(billing, "2026-11-10T00:00:00Z");
    await acme.to("2026-11-25T00:00:00Z");
    const { preview, lines, invoice } = await charged(acme, { interval: "annual" });
    expect(lines).toEqual([-4950, 99_000]);
    expect(invoice.total).toBe(94_050);
    expect(preview.renewal).toMatchObject({ date: new Date("2027-11-25T00:00:00Z"), amount: 99_000 });
    const [item] = (await acme.live()).items.data;
    expect(item?.current_period_start).toBe(Date.parse("2026-11-25T00:00:00Z") / 1_000);
    expect(item?.current_period_end).toBe(Date.parse("2027-11-25T00:00:00Z") / 1_000);
  });

  test("P09: more seats are billed as the whole new number, less the whole old one", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { extraSeats: 2 });
    await acme.to("2026-11-12T00:03:37Z");
    const { lines, invoice } = await charged(acme, { seats: 15 });
    expect(lines).toEqual([-1520, 3799]);
    expect(invoice.total).toBe(2279);
  });

  test("P11: a discounted downgrade today leaves a credit, which pays the renewals", async () => {
    const coupon = await billing.dashboard.coupons.create({ percent_off: 20, duration: "forever" });
    const discounts = [{ coupon: coupon.id }];
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", {}, { discounts });
    await acme.to("2026-11-16T00:00:00Z");
    const { preview, lines, invoice } = await charged(acme, { plan: "starter", when: "now" });
    expect(lines).toEqual([-3960, 1160]);
    expect(invoice).toMatchObject({ total: -2800, amount_due: 0, status: "paid", ending_balance: -2800 });
    expect(preview).toMatchObject({
      ...{ dueNow: 0, balance: 2800, renewal: { amount: 2320 } },
      isRenewalDiscounted: true,
    });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 2320, amount_due: 0, ending_balance: -480 });
    expect(await acme.balance()).toBe(-480);
  });

  test("P13: seats added in a trial cost nothing until the first paid period", async () => {
    const acme = await timedWorkspace(billing, "2026-11-20T10:00:00Z", {}, { trial_period_days: 14 });
    const before = await acme.latestInvoice();
    const { preview, outcome } = await acme.change({ seats: 13 });
    expect(outcome).toBe("done");
    expect(preview).toMatchObject({ effectiveMode: "free", dueNow: 0, lines: [] });
    expect(preview.renewal).toEqual({ date: new Date("2026-12-04T10:00:00Z"), amount: 13_500 });
    expect((await acme.latestInvoice()).id).toBe(before.id);
    await acme.to("2026-12-04T12:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 13_500, status: "paid" });
  });

  test("P13b: ending the trial today bills a full period from today", async () => {
    const acme = await timedWorkspace(billing, "2026-11-20T10:00:00Z", {}, { trial_period_days: 14 });
    await acme.change({ seats: 13 });
    await acme.to("2026-11-25T08:00:00Z");
    await acme.owner.run(endTrial, {});
    expect(await acme.latestInvoice()).toMatchObject({ total: 13_500, status: "paid" });
    const [item] = (await acme.live()).items.data;
    expect(item?.current_period_end).toBe(Date.parse("2026-12-25T08:00:00Z") / 1_000);
  });

  test("P14a: a pause credits the unused time, and resuming uses it up", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await acme.to("2026-11-13T00:00:00Z");
    await acme.owner.run(pausePlan, {});
    await acme.to("2026-12-20T00:00:00Z");
    await acme.to("2027-01-10T00:00:00Z");
    await acme.owner.run(resumePlan, {});
    const invoice = await acme.latestInvoice();
    expect(netAmounts(invoice)).toEqual([-1740, 2900]);
    expect(invoice).toMatchObject({ total: 1160, status: "paid" });
    expect((await acme.live()).status).toBe("active");
  });

  test("P14c: a collection holiday voids the renewal and credits nothing", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await billing.dashboard.subscriptions.update(acme.subscriptionId, {
      pause_collection: { behavior: "void" },
    });
    await acme.to("2026-12-02T00:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 2900, status: "void", amount_paid: 0 });
    expect(await acme.balance()).toBe(0);
  });

  test("P16: tax is counted on credits as on charges", async () => {
    const acme = await timedWorkspace(
      billing,
      "2026-11-01T00:00:00Z",
      { plan: "starter" },
      { automatic_tax: { enabled: true }, country: "GB" },
    );
    await acme.to("2026-11-16T00:00:00Z");
    const { preview } = await charged(acme, { plan: "professional" });
    expect(preview.lines.map(({ amount, tax }) => [amount, tax])).toEqual([
      [-1450, -290],
      [4950, 990],
    ]);
    expect(preview).toMatchObject({ subtotal: 3500, tax: 700, total: 4200, dueNow: 4200 });
  });
});

describe("beyond the table", () => {
  test("annual to monthly today: the credit of the year pays the months, one after the other", async () => {
    const acme = await timedWorkspace(billing, "2026-01-01T00:00:00Z", { interval: "annual" });
    await acme.to("2026-07-02T12:00:00Z");
    const { lines, invoice } = await charged(acme, { interval: "monthly", when: "now" });
    expect(lines).toEqual([-49_500, 9_900]);
    expect(invoice).toMatchObject({ total: -39_600, amount_due: 0, ending_balance: -39_600 });
    await acme.to("2026-08-02T14:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ amount_due: 0, ending_balance: -29_700 });
    await acme.to("2026-09-02T14:00:00Z");
    await acme.to("2026-11-02T14:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ amount_due: 0, ending_balance: 0 });
    await acme.to("2026-12-02T14:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ amount_due: 9_900, status: "paid" });
  });

  test("an upgrade taken back in the same second costs nothing", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await acme.to("2026-11-09T17:45:12Z");
    const up = await charged(acme, { plan: "professional" });
    const down = await charged(acme, { plan: "starter", when: "now" });
    expect(up.invoice.total + down.invoice.total).toBe(0);
  });

  test("the item for usage goes along to the new plan's price, and tells nothing of the renewal", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    const book = await readPriceBook();
    const overage = (plan: "starter" | "professional") =>
      book.sold({ plan, kind: "overage", interval: "monthly" }) ?? "";
    await billing.dashboard.subscriptions.update(acme.subscriptionId, {
      items: [{ price: overage("starter") }],
      proration_behavior: "none",
    });
    await acme.to("2026-11-16T00:00:00Z");
    const { preview } = await charged(acme, { plan: "professional", interval: "annual" });
    expect(preview.renewal).toEqual({ date: new Date("2027-11-16T00:00:00Z"), amount: 99_000 });
    const prices = (await acme.live()).items.data.map(({ price }) => price.id);
    expect(prices).toContain(overage("professional"));
    expect(prices).not.toContain(overage("starter"));
  });

  test("a year that begins on a leap day ends on the 28th, and leaps again four years on", async () => {
    const acme = await timedWorkspace(billing, "2028-02-29T09:00:00Z", { plan: "starter" });
    const { preview } = await charged(acme, { interval: "annual" });
    expect(preview.renewal.date).toEqual(new Date("2029-02-28T09:00:00Z"));
    for (const year of ["2029", "2030", "2031"]) await acme.to(`${year}-03-01T09:00:00Z`);
    await acme.to("2032-03-01T09:00:00Z");
    const [item] = (await acme.live()).items.data;
    expect(item?.current_period_start).toBe(Date.parse("2032-02-29T09:00:00Z") / 1_000);
  });
});
