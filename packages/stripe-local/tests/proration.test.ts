import type Stripe from "stripe";
import { beforeAll, describe, expect, test } from "vitest";
import {
  at,
  type Catalog,
  createCatalog,
  createCustomerAt,
  firstItem,
  invoiceOf,
  netAmounts,
  withLocalStripe,
} from "./support.js";

const { stripe } = withLocalStripe();
let prices: Catalog;
beforeAll(async () => {
  prices = await createCatalog(stripe());
});

const flexible: Stripe.SubscriptionCreateParams.BillingMode = {
  type: "flexible",
  flexible: { proration_discounts: "itemized" },
};

async function subscribed(
  start: string,
  items: Stripe.SubscriptionCreateParams.Item[],
  more: Partial<Stripe.SubscriptionCreateParams> = {},
) {
  const buyer = await createCustomerAt(stripe(), start);
  const subscription = await stripe().subscriptions.create({
    customer: buyer.customer,
    items,
    billing_mode: flexible,
    ...more,
  });
  return { ...buyer, subscription };
}

/** Previews a change, makes it at the same moment, and holds the preview to it. */
async function change(
  subscription: Stripe.Subscription,
  items: Stripe.SubscriptionUpdateParams.Item[],
  more: Stripe.SubscriptionUpdateParams = {},
) {
  const { billing_cycle_anchor, proration_date } = more;
  const preview = await stripe().invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items,
      proration_behavior: "always_invoice",
      ...(billing_cycle_anchor ? { billing_cycle_anchor } : {}),
      ...(proration_date ? { proration_date } : {}),
    },
  });
  const updated = await stripe().subscriptions.update(subscription.id, {
    items,
    proration_behavior: "always_invoice",
    ...more,
  });
  const applied = await invoiceOf(stripe(), updated);
  expect(preview.total).toBe(applied.total);
  expect(netAmounts(preview)).toEqual(netAmounts(applied));
  return { updated, applied };
}

describe("the worked examples of the documentation come out to the cent", () => {
  test("P01: an upgrade half way through a month", async () => {
    const { subscription, to } = await subscribed("2026-11-01T00:00:00Z", [{ price: prices.starter.id }]);
    await to("2026-11-16T00:00:00Z");
    const { applied } = await change(subscription, [
      { id: firstItem(subscription).id, price: prices.professional.id, quantity: 1 },
    ]);
    expect(netAmounts(applied)).toEqual([-1450, 4950]);
    expect(applied.total).toBe(3500);
    expect(applied.status).toBe("paid");
  });

  test("P03: proration counts seconds, not days", async () => {
    const { subscription, to } = await subscribed("2026-11-01T00:00:00Z", [{ price: prices.starter.id }]);
    await to("2026-11-14T09:26:53Z");
    const { applied } = await change(subscription, [
      { id: firstItem(subscription).id, price: prices.professional.id, quantity: 1 },
    ]);
    expect(netAmounts(applied)).toEqual([-1605, 5480]);
    expect(applied.total).toBe(3875);
  });

  test.each([
    { mode: "flexible", lines: [-333, 333], total: 0 },
    { mode: "classic", lines: [-667, 333], total: -334 },
  ] as const)(
    "P02: a change without proration, then one with it, in $mode mode",
    async ({ mode, lines, total }) => {
      const ten = await stripe().prices.create({
        currency: "usd",
        unit_amount: 1000,
        recurring: { interval: "month" },
        product_data: { name: "Ten" },
      });
      const twenty = await stripe().prices.create({
        currency: "usd",
        unit_amount: 2000,
        recurring: { interval: "month" },
        product_data: { name: "Twenty" },
      });
      const { subscription, to } = await subscribed("2026-04-01T00:00:00Z", [{ price: ten.id }], {
        billing_mode: { type: mode },
      });
      const { id } = firstItem(subscription);
      await to("2026-04-11T00:00:00Z");
      await stripe().subscriptions.update(subscription.id, {
        items: [{ id, price: twenty.id }],
        proration_behavior: "none",
      });
      await to("2026-04-21T00:00:00Z");
      const { applied } = await change(subscription, [{ id, price: ten.id, quantity: 1 }]);
      expect(netAmounts(applied)).toEqual(lines);
      expect(applied.total).toBe(total);
    },
  );

  test("P07: monthly to annual with a new anchor credits the rest and bills a whole year", async () => {
    const { subscription, to } = await subscribed("2026-11-10T00:00:00Z", [
      { price: prices.professional.id },
    ]);
    await to("2026-11-25T00:00:00Z");
    const { updated, applied } = await change(
      subscription,
      [{ id: firstItem(subscription).id, price: prices.professionalAnnual.id, quantity: 1 }],
      { billing_cycle_anchor: { type: "now" } },
    );
    expect(netAmounts(applied)).toEqual([-4950, 99_000]);
    expect(applied.total).toBe(94_050);
    expect(firstItem(updated).current_period_start).toBe(at("2026-11-25T00:00:00Z"));
    expect(firstItem(updated).current_period_end).toBe(at("2027-11-25T00:00:00Z"));
  });

  test("P09: more seats are debited as a whole new quantity", async () => {
    const { subscription, to } = await subscribed("2026-11-01T00:00:00Z", [
      { price: prices.professional.id },
      { price: prices.seat.id, quantity: 2 },
    ]);
    await to("2026-11-12T00:03:37Z");
    const seat = subscription.items.data[1];
    const { applied } = await change(subscription, [
      { id: seat?.id ?? "", price: prices.seat.id, quantity: 5 },
    ]);
    expect(netAmounts(applied)).toEqual([-1520, 3799]);
    expect(applied.total).toBe(2279);
  });

  test("P11: a discounted downgrade leaves credit that pays the next renewal", async () => {
    const coupon = await stripe().coupons.create({ percent_off: 20, duration: "forever" });
    const { subscription, customer, to } = await subscribed(
      "2026-11-01T00:00:00Z",
      [{ price: prices.professional.id }],
      { discounts: [{ coupon: coupon.id }] },
    );
    await to("2026-11-16T00:00:00Z");
    const { applied } = await change(subscription, [
      { id: firstItem(subscription).id, price: prices.starter.id, quantity: 1 },
    ]);
    expect(netAmounts(applied)).toEqual([-3960, 1160]);
    expect(applied).toMatchObject({
      total: -2800,
      amount_due: 0,
      status: "paid",
      starting_balance: 0,
      ending_balance: -2800,
    });
    await to("2026-12-01T02:00:00Z");
    const renewed = await stripe().subscriptions.retrieve(subscription.id);
    expect(await invoiceOf(stripe(), renewed)).toMatchObject({
      total: 2320,
      amount_due: 0,
      ending_balance: -480,
    });
    expect(await stripe().customers.retrieve(customer)).toMatchObject({ balance: -480 });
  });

  test("P13: seats added in a trial cost nothing until the first paid period", async () => {
    const { subscription, to } = await subscribed(
      "2026-11-20T10:00:00Z",
      [{ price: prices.professional.id }],
      { trial_period_days: 14 },
    );
    const changed = await stripe().subscriptions.update(subscription.id, {
      items: [{ price: prices.seat.id, quantity: 3 }],
      proration_behavior: "always_invoice",
    });
    expect(changed.latest_invoice).toBe(subscription.latest_invoice);
    expect(await invoiceOf(stripe(), changed)).toMatchObject({ total: 0, status: "paid" });
    await to("2026-12-04T12:00:00Z");
    const paid = await stripe().subscriptions.retrieve(subscription.id);
    expect(paid.status).toBe("active");
    expect(await invoiceOf(stripe(), paid)).toMatchObject({ total: 13_500, status: "paid" });
    expect(firstItem(paid)).toMatchObject({
      current_period_start: at("2026-12-04T10:00:00Z"),
      current_period_end: at("2027-01-04T10:00:00Z"),
    });
  });

  test("P13b: ending the trial now bills a full period from now", async () => {
    const { subscription, to } = await subscribed(
      "2026-11-20T10:00:00Z",
      [{ price: prices.professional.id }],
      { trial_period_days: 14 },
    );
    await stripe().subscriptions.update(subscription.id, { items: [{ price: prices.seat.id, quantity: 3 }] });
    await to("2026-11-25T08:00:00Z");
    const paid = await stripe().subscriptions.update(subscription.id, { trial_end: "now" });
    expect(paid.status).toBe("active");
    expect(await invoiceOf(stripe(), paid)).toMatchObject({ total: 13_500, status: "paid" });
    expect(firstItem(paid)).toMatchObject({
      current_period_start: at("2026-11-25T08:00:00Z"),
      current_period_end: at("2026-12-25T08:00:00Z"),
    });
  });

  test("P14a: a pause credits the unused time, and resuming with a new anchor uses it up", async () => {
    const { subscription, to } = await subscribed("2026-11-01T00:00:00Z", [{ price: prices.starter.id }]);
    await to("2026-11-13T00:00:00Z");
    const paused = await stripe().subscriptions.pause(subscription.id, {
      type: "subscription",
      invoicing_behavior: "pending_invoice_item",
    });
    expect(paused.status).toBe("paused");
    expect(firstItem(paused).current_period_end).toBe(at("2026-11-13T00:00:00Z"));
    await to("2026-12-20T00:00:00Z");
    await to("2027-01-10T00:00:00Z");
    const resumed = await stripe().subscriptions.resume(subscription.id, {
      billing_cycle_anchor: { type: "now" },
      payment_behavior: "resume_on_payment_success",
    });
    expect(resumed.status).toBe("active");
    const invoice = await invoiceOf(stripe(), resumed);
    expect(netAmounts(invoice)).toEqual([-1740, 2900]);
    expect(invoice.total).toBe(1160);
  });

  test("P14c: a collection holiday voids the renewal and credits nothing", async () => {
    const { subscription, customer, to } = await subscribed("2026-11-01T00:00:00Z", [
      { price: prices.starter.id },
    ]);
    await stripe().subscriptions.update(subscription.id, { pause_collection: { behavior: "void" } });
    await to("2026-12-02T00:00:00Z");
    const live = await stripe().subscriptions.retrieve(subscription.id);
    expect(live.status).toBe("active");
    expect(await invoiceOf(stripe(), live)).toMatchObject({ total: 2900, status: "void", amount_paid: 0 });
    expect(await stripe().customers.retrieve(customer)).toMatchObject({ balance: 0 });
  });

  test("P16 (assumption): tax is counted line by line, on credits too", async () => {
    const buyer = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    await stripe().customers.update(buyer.customer, { address: { country: "GB" } });
    const subscription = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices.starter.id }],
      automatic_tax: { enabled: true },
    });
    await buyer.to("2026-11-16T00:00:00Z");
    const { applied } = await change(subscription, [
      { id: firstItem(subscription).id, price: prices.professional.id, quantity: 1 },
    ]);
    expect(applied.lines.data.map((line) => line.taxes?.[0]?.amount)).toEqual([-290, 990]);
    expect(applied.total).toBe(4200);
  });
});

test("an upgrade taken back in the same second costs nothing", async () => {
  const { subscription, to } = await subscribed("2026-11-01T00:00:00Z", [{ price: prices.starter.id }]);
  await to("2026-11-09T17:45:12Z");
  const { id } = firstItem(subscription);
  const up = await change(subscription, [{ id, price: prices.professional.id, quantity: 1 }]);
  const down = await change(up.updated, [{ id, price: prices.starter.id, quantity: 1 }]);
  expect(up.applied.total + down.applied.total).toBe(0);
});
