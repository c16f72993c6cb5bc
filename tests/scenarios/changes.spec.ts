import { expect } from "@playwright/test";
import { scenario } from "./scenario";
import type { World } from "./world";

const lastInvoice = async (world: World) => (await world.state()).invoices.at(-1);
const kindsOf = async (world: World, kind: string) =>
  (await world.state()).told.filter((told) => told === kind).length;

scenario("S7: an upgrade costs exactly what its preview said", {}, async (world, owner) => {
  await world.subscribe({ plan: "starter" });
  await world.pass(15);
  const { dueNow, outcome } = await owner.change({ plan: "professional" });
  await world.settle();
  expect(outcome).toBe("done");
  expect(dueNow).toBeGreaterThan(0);
  expect(await world.state()).toMatchObject({ plan: "professional" });
  expect(await lastInvoice(world)).toMatchObject({ status: "paid", total: dueNow });
  expect(await kindsOf(world, "changed")).toBe(1);
});

scenario("S8: an upgrade that is declined waits, and counts once it is paid", {}, async (world, owner) => {
  await world.subscribe({ plan: "starter" });
  await world.settle();
  await world.payWith("pm_card_chargeCustomerFail");
  const { outcome } = await owner.change({ plan: "business" });
  await world.settle();
  expect(outcome).toBe("unpaid");
  expect(await world.state()).toMatchObject({
    plan: "starter",
    access: "full",
    subscription: { pendingUpdate: { plan: "business" } },
  });
  await world.payWith("pm_card_visa");
  await world.settle();
  await owner.press(/^Pay now/);
  await world.settle();
  expect(await world.state()).toMatchObject({ plan: "business", subscription: { pendingUpdate: null } });
  expect(await kindsOf(world, "changed")).toBe(1);
});

scenario("S8: an upgrade that is never paid is dropped after 23 hours", {}, async (world, owner) => {
  await world.subscribe({ plan: "starter" });
  await world.settle();
  await world.payWith("pm_card_chargeCustomerFail");
  await owner.change({ plan: "business" });
  await world.pass(1);
  expect(await world.state()).toMatchObject({
    plan: "starter",
    access: "full",
    subscription: { pendingUpdate: null },
  });
  expect(await kindsOf(world, "change_expired")).toBe(1);
});

scenario("S9: seats go up at once and down with credit on the next invoice", {}, async (world, owner) => {
  await world.subscribe({ plan: "starter", extraSeats: 5 });
  await world.pass(10);
  const more = await owner.change({ seats: 12 });
  await world.settle();
  expect(await lastInvoice(world)).toMatchObject({ status: "paid", total: more.dueNow });
  expect(await world.state()).toMatchObject({ extraSeats: 9 });
  const fewer = await owner.change({ seats: 10 });
  await world.settle();
  expect(fewer.dueNow).toBe(0);
  expect(await world.state()).toMatchObject({ extraSeats: 7 });
  await world.pass(25);
  const renewal = await lastInvoice(world);
  expect(renewal?.status).toBe("paid");
  expect(renewal?.total).toBeLessThan(2_900 + 7 * 800);
  expect(renewal?.lines.some(({ isProration, amount }) => isProration && amount < 0)).toBe(true);
});

scenario("S10: monthly becomes annual today, and the year starts today", {}, async (world, owner) => {
  await world.subscribe({ plan: "professional" });
  await world.pass(15);
  const today = await world.now();
  const { dueNow } = await owner.change({ interval: "annual", when: "now" });
  await world.settle();
  const { subscription } = await world.state();
  expect(subscription?.interval).toBe("annual");
  expect(subscription?.periodEnd?.toISOString().slice(0, 10)).toBe(
    new Date(Date.UTC(today.getUTCFullYear() + 1, today.getUTCMonth(), today.getUTCDate()))
      .toISOString()
      .slice(0, 10),
  );
  expect(await lastInvoice(world)).toMatchObject({ status: "paid", total: dueNow });
});

scenario("S11: annual becomes monthly, and the credit pays the renewals", {}, async (world, owner) => {
  await world.subscribe({ plan: "starter", interval: "annual" });
  await world.pass(30);
  const { dueNow } = await owner.change({ interval: "monthly", when: "now" });
  await world.settle();
  const credit = (await world.state()).balance;
  expect(dueNow).toBe(0);
  expect(credit).toBeLessThan(0);
  await world.pass(63);
  const { balance, invoices } = await world.state();
  expect(balance).toBe(credit + 2 * 2_900);
  expect(invoices.slice(-2)).toMatchObject([
    { status: "paid", amountDue: 0, total: 2_900 },
    { status: "paid", amountDue: 0, total: 2_900 },
  ]);
});

scenario(
  "S12: a plan is canceled with a reason, kept after all, canceled again and ends",
  {},
  async (world, owner) => {
    await world.subscribe({ plan: "professional" });
    await world.settle();
    await owner.cancel({ reason: "It costs too much", comment: "See you" });
    await world.settle();
    const { subscription } = await world.state();
    expect(subscription?.cancelAt?.getTime()).toBe(subscription?.periodEnd?.getTime());
    expect(subscription).toMatchObject({ cancelFeedback: "too_expensive", cancelComment: "See you" });
    await owner.press(/^Keep/);
    await world.settle();
    expect((await world.state()).subscription?.cancelAt).toBeNull();
    await owner.cancel({ reason: "It costs too much" });
    await world.pass(32);
    expect(await world.state()).toMatchObject({
      plan: "free",
      access: "full",
      subscription: { status: "canceled" },
    });
    expect(await kindsOf(world, "canceled")).toBe(1);
    expect(await kindsOf(world, "cancel_undone")).toBe(1);
  },
);

scenario(
  "S13: a plan is paused and resumed, and what was not used is taken off",
  {},
  async (world, owner) => {
    await world.subscribe({ plan: "starter" });
    await world.pass(12);
    await owner.pause();
    await world.settle();
    expect(await world.state()).toMatchObject({ access: "suspended", subscription: { status: "paused" } });
    await world.pass(40);
    await owner.press(/^Resume/);
    await world.settle();
    expect(await world.state()).toMatchObject({
      plan: "starter",
      access: "full",
      subscription: { status: "active" },
    });
    const resumed = await lastInvoice(world);
    expect(resumed?.status).toBe("paid");
    expect(resumed?.total).toBeLessThan(2_900);
    expect([await kindsOf(world, "paused"), await kindsOf(world, "resumed")]).toEqual([1, 1]);
  },
);

scenario(
  "S15: a 20 % code counts in the credit of a downgrade and in the renewal",
  {},
  async (world, owner) => {
    await world.subscribe({ plan: "professional" });
    await world.settle();
    const coupon = await world.stripe.coupons.create({ percent_off: 20, duration: "forever" });
    const code = `TWENTY${Date.now().toString(36)}${world.home.id.slice(-4)}`.toUpperCase();
    await world.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code });
    await owner.redeem(code);
    await world.pass(31);
    expect(await lastInvoice(world)).toMatchObject({ status: "paid", total: 7_920, discount: 1_980 });
    const { outcome } = await owner.change({ plan: "starter", when: "now" });
    await world.settle();
    expect(outcome).toBe("done");
    const { balance, plan } = await world.state();
    expect(plan).toBe("starter");
    expect(await lastInvoice(world)).toMatchObject({ total: balance });
    await world.pass(31);
    expect(await lastInvoice(world)).toMatchObject({ total: 2_320, amountDue: 0 });
  },
);

scenario(
  "a downgrade waits for the end of the paid period, and can be withdrawn until then",
  {},
  async (world, owner) => {
    await world.subscribe({ plan: "business" });
    await world.settle();
    const { outcome } = await owner.change({ plan: "starter", when: "period_end" });
    await world.settle();
    expect(outcome).toBe("scheduled");
    expect(await world.state()).toMatchObject({
      plan: "business",
      subscription: { scheduledChange: { plan: "starter" } },
    });
    await owner.press(/^Withdraw/);
    await world.settle();
    expect((await world.state()).subscription?.scheduledChange).toBeNull();
    await owner.change({ plan: "starter", when: "period_end" });
    await world.pass(31);
    expect(await world.state()).toMatchObject({ plan: "starter", subscription: { scheduledChange: null } });
  },
);
