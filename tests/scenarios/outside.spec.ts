import { expect } from "@playwright/test";
import { planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { scenario } from "./scenario";

scenario("S16: of two subscriptions one counts, and the other is reported", {}, async (world) => {
  await world.subscribe({ plan: "starter" });
  await world.settle();
  await world.subscribe({ plan: "business" });
  await world.settle();
  const { subscriptions, told, access } = await world.state();
  expect(access).toBe("full");
  expect(subscriptions.filter(({ isDuplicate }) => !isDuplicate)).toHaveLength(1);
  expect(subscriptions.filter(({ isDuplicate }) => isDuplicate)).toHaveLength(1);
  expect(told.filter((kind) => kind === "duplicate")).toHaveLength(1);
});

scenario("S17: what is changed at Stripe's dashboard is what we have", {}, async (world) => {
  const { id, items } = await world.subscribe({ plan: "starter" });
  await world.settle();
  const business = await world.prices("business", "monthly");
  await world.stripe.subscriptions.update(id, {
    items: [
      { id: items.data[0]?.id, price: business.base, quantity: 1 },
      { price: business.seat, quantity: 4 },
    ],
  });
  await world.settle();
  const { told, ...state } = await world.state();
  expect(state).toMatchObject({ plan: "business", extraSeats: 4 });
  expect(told.filter((kind) => kind === "changed")).toHaveLength(1);
});

scenario("S18: a customer that is deleted leaves a free workspace behind", {}, async (world) => {
  await world.subscribe({ plan: "professional" });
  await world.settle();
  await world.stripe.customers.del(world.customerId);
  await world.settle();
  expect(await world.state()).toMatchObject({
    plan: "free",
    access: "full",
    subscription: { status: "canceled" },
  });
});

// Lost events are looked for in the last days, and a customer of the checkout's own lives by the clock on the wall.
const now = new Date().toISOString();

scenario(
  "S26: after its customer was deleted a workspace buys again, as another customer, and keeps its invoices",
  { startsAt: now, isLocalOnly: true },
  async (world, owner) => {
    await world.subscribe({ plan: "professional" });
    await world.settle();
    const [kept] = (await world.state()).invoices;
    await world.stripe.customers.del(world.customerId);
    await world.settle();
    const url = await owner.startCheckout("starter");
    await world.followReplacement();
    expect(new Set(world.customerIds).size).toBe(2);
    await world.pay(url);
    await world.settle();
    const { plan, invoices, subscriptions, told } = await world.state();
    expect(plan).toBe("starter");
    expect(subscriptions.map(({ status }) => status)).toEqual(["canceled", "active"]);
    expect(invoices).toMatchObject([
      { number: kept?.number, total: 9_900 },
      { status: "paid", total: 2_900 },
    ]);
    expect(told.filter((kind) => kind === "activated")).toHaveLength(2);
  },
);

scenario(
  "S27: a subscription at a price made by hand is shown as arranged with us, and nothing about it can be clicked",
  {},
  async (world, owner) => {
    const { id } = await world.stripe.prices.create({
      product_data: { name: "Everything, as agreed" },
      currency: "usd",
      unit_amount: 123_400,
      recurring: { interval: "month", interval_count: 1 },
    });
    await world.payWith("pm_card_visa");
    await world.stripe.subscriptions.create({ customer: world.customerId, items: [{ price: id }] });
    await world.settle();
    await owner.visit("/settings/billing");
    const card = owner.page.getByRole("region", { name: "Arranged with us" });
    await expect(card.getByText("$1,234.00")).toBeVisible();
    await expect(card.getByText("This plan was arranged with us. To change it, write to")).toBeVisible();
    await expect(card.locator("button, a[data-slot=button]")).toHaveCount(0);
    await world.pass(31);
    const { plan, invoices, told } = await world.state();
    expect(plan).toBe("free");
    expect(invoices.map(({ status, total }) => [status, total])).toEqual([
      ["paid", 123_400],
      ["paid", 123_400],
    ]);
    expect(told.filter((kind) => kind === "arranged")).toHaveLength(1);
  },
);

scenario(
  "S20: what happened while our endpoint was down is found again",
  { startsAt: now },
  async (world) => {
    const { id, items } = await world.subscribe({ plan: "starter" });
    await world.settle();
    const { base } = await world.prices("professional", "monthly");
    await world.stripe.subscriptions.update(id, { items: [{ id: items.data[0]?.id, price: base }] });
    expect(await world.carrier.lose()).toBeGreaterThan(0);
    await world.finish();
    expect(await world.state()).toMatchObject({ plan: "starter" });
    await world.queue("billing.recover");
    await expect(async () => {
      await world.finish();
      expect(await world.state()).toMatchObject({ plan: "professional" });
    }).toPass();
  },
);

scenario("S21: a price that was replaced still means the plan it was bought for", {}, async (world) => {
  // A price of our own, so that scenarios beside this one keep theirs.
  const replaced = await world.stripe.prices.create({
    product: "plan_business",
    currency: "usd",
    unit_amount: 27_900,
    recurring: { interval: "month", interval_count: 1 },
    tax_behavior: "exclusive",
    metadata: { platform: "1", kind: "base", plan: "business" },
  });
  await withPlatform((db) =>
    db.insert(planPrices).values({
      ...{ stripePriceId: replaced.id, plan: "business", kind: "base", interval: "monthly" },
      ...{ catalogVersion: 0, isActive: false },
    }),
  );
  await world.payWith("pm_card_visa");
  await world.stripe.subscriptions.create({ customer: world.customerId, items: [{ price: replaced.id }] });
  await world.pass(31);
  const { plan, invoices } = await world.state();
  expect(plan).toBe("business");
  expect(invoices.map(({ total }) => total)).toEqual([27_900, 27_900]);
});
