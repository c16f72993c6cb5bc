import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { redeemPromotion } from "@/lib/billing/changes/redeem-promotion";
import { listOffers } from "@/lib/billing/retention/list-offers";
import { offersFor } from "@/lib/billing/retention/offers";
import { takeDiscount } from "@/lib/billing/retention/take-discount";
import { takeOffer } from "@/lib/billing/retention/take-offer";
import { timedWorkspace } from "./changes/timed-workspace";
import { type LocalBilling, startLocalBilling } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const idsFor = (leaving: Partial<Parameters<typeof offersFor>[0]>) =>
  offersFor(
    {
      status: "active",
      planId: "professional",
      interval: "monthly",
      pendingUpdate: null,
      scheduledChange: null,
      discounts: [],
      ...leaving,
    },
    { hadDiscount: false },
  ).map(({ id }) => id);

describe("what is offered before a cancellation", () => {
  test("is what applies: no pause of a trial, and no smaller plan than the smallest", () => {
    expect(idsFor({})).toEqual(["discount", "pause", "smaller_plan"]);
    expect(idsFor({ interval: "annual" })).toEqual(["pause", "smaller_plan"]);
    expect(idsFor({ discounts: [{}] })).toEqual(["pause", "smaller_plan"]);
    expect(idsFor({ scheduledChange: {} })).toEqual(["pause", "smaller_plan"]);
    expect(idsFor({ status: "trialing" })).toEqual(["smaller_plan"]);
    expect(idsFor({ planId: "starter" })).toEqual(["discount", "pause"]);
    expect(idsFor({ planId: null })).toEqual(["discount", "pause"]);
    expect(idsFor({ status: "paused" })).toEqual([]);
    expect(idsFor({ pendingUpdate: {} })).toEqual([]);
  });

  test("is a discount once: it comes off the next three months and is not offered again", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const ids = async () => (await acme.owner.ask(listOffers, {})).map(({ id }) => id);
    expect(await ids()).toContain("discount");
    await acme.owner.run(takeDiscount, {});
    expect(await ids()).not.toContain("discount");
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 7_920 });
    await acme.to("2027-01-15T00:00:00Z");
    await acme.to("2027-03-15T00:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 9_900 });
    expect(await ids()).toEqual(["pause", "smaller_plan"]);
    await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "conflict" });
    const { items } = await acme.owner.ask(listEvents, { noun: "offer" });
    expect(items).toMatchObject([{ type: "offer.taken", subjectLabel: "Take 20% off" }]);
  });

  test("is a discount once also where Stripe's answer to the first click was lost", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const { control } = billing.local.emulator;
    control.setFaults([{ match: "POST /v1/subscriptions/*", action: "drop_after_commit" }]);
    await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "unavailable" });
    control.setFaults([]);
    await acme.owner.run(takeDiscount, {});
    await acme.to("2026-12-15T00:00:00Z");
    await acme.to("2027-02-10T00:00:00Z");
    await acme.to("2027-03-15T00:00:00Z");
    expect((await acme.owner.ask(listOffers, {})).map(({ id }) => id)).not.toContain("discount");
  });

  test("is a discount once also where nobody clicked again", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const { control } = billing.local.emulator;
    control.setFaults([{ match: "POST /v1/subscriptions/*", action: "drop_after_commit" }]);
    await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "unavailable" });
    control.setFaults([]);
    await acme.to("2026-12-15T00:00:00Z");
    await acme.to("2027-02-10T00:00:00Z");
    await acme.to("2027-03-15T00:00:00Z");
    expect((await acme.owner.ask(listOffers, {})).map(({ id }) => id)).not.toContain("discount");
  });

  test("is audited when it is taken, and leads to where it is confirmed", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    const take = (offer: "pause" | "smaller_plan") => acme.owner.run(takeOffer, { offer });
    expect(await take("smaller_plan")).toEqual({ path: "/settings/billing/change?plan=starter" });
    expect(await take("pause")).toEqual({ path: "/settings/billing/pause" });
    const { items } = await acme.owner.ask(listEvents, { noun: "offer" });
    expect(items).toMatchObject([
      { type: "offer.taken", subjectLabel: "Pause Professional" },
      { type: "offer.taken", subjectLabel: "Go down to Starter" },
    ]);
    await acme.owner.run(pausePlan, {});
    await expect(acme.owner.run(takeOffer, { offer: "pause" })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("the discount for staying ends with the monthly payments it was offered for", () => {
  const staying = async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
    await acme.owner.run(takeDiscount, {});
    return acme;
  };

  test("a change to annual today takes nothing off the year, and the preview says so to the cent", async () => {
    const acme = await staying();
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 7_920 });
    await acme.to("2026-12-16T12:00:00Z");
    const { preview, outcome } = await acme.change({ interval: "annual" });
    // Half of December, of which 20 % was never paid, is credited; the year costs what it costs.
    expect(preview).toMatchObject({
      endsStayingDiscount: true,
      total: 99_000 - 3_960,
      renewal: { amount: 99_000 },
    });
    expect(outcome).toBe("done");
    expect(await acme.latestInvoice()).toMatchObject({ total: preview.total, amount_paid: preview.dueNow });
    expect((await acme.live()).discounts).toEqual([]);
  });

  test("nor does one for the end of the period, until which it goes on", async () => {
    const acme = await staying();
    const { preview, outcome } = await acme.change({ interval: "annual", when: "period_end" });
    expect([preview.endsStayingDiscount, preview.renewal.amount, outcome]).toEqual([
      true,
      99_000,
      "scheduled",
    ]);
    expect((await acme.live()).discounts).toHaveLength(1);
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 99_000 });
    expect((await acme.live()).discounts).toEqual([]);
  });

  test("goes on through a change of plan that is paid by the month, today and later", async () => {
    const acme = await staying();
    const { preview } = await acme.change({ plan: "business" });
    expect([preview.endsStayingDiscount, preview.renewal.amount]).toEqual([false, 23_920]);
    const later = await acme.change({ plan: "starter" });
    expect([later.preview.endsStayingDiscount, later.preview.renewal.amount, later.outcome]).toEqual([
      false,
      2_320,
      "scheduled",
    ]);
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 2_320 });
  });

  test("leaves room for a code in the change that ends it", async () => {
    const coupon = await billing.dashboard.coupons.create({ percent_off: 10, duration: "once" });
    await billing.dashboard.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "YEARLY",
    });
    const acme = await staying();
    await expect(acme.preview({ plan: "business", code: "YEARLY" })).rejects.toMatchObject({
      code: "conflict",
    });
    const { preview } = await acme.change({ interval: "annual", code: "YEARLY" });
    expect(await acme.latestInvoice()).toMatchObject({ total: preview.total });
    expect(preview.discount).toBe(9_900);
  });
});

test("no discount is given that a scheduled change would take away", async () => {
  const coupon = await billing.dashboard.coupons.create({ percent_off: 10, duration: "forever" });
  await billing.dashboard.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "SOON",
  });
  const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z");
  await acme.change({ plan: "starter" });
  expect((await acme.owner.ask(listOffers, {})).map(({ id }) => id)).not.toContain("discount");
  await expect(acme.owner.run(takeDiscount, {})).rejects.toMatchObject({ code: "conflict" });
  await expect(acme.owner.run(redeemPromotion, { code: "SOON" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("scheduled"),
  });
});
