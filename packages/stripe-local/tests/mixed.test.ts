import { beforeAll, expect, test } from "vitest";
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

async function overagePrice(event_name: string, unit_amount: number) {
  const meter = await stripe().billing.meters.create({
    display_name: "Calls",
    event_name,
    default_aggregation: { formula: "last" },
  });
  const price = await stripe().prices.create({
    currency: "usd",
    unit_amount,
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    product_data: { name: "Overage" },
  });
  return { event_name, price };
}

async function annualWithOverage() {
  const { event_name, price } = await overagePrice(`overage_${Math.random()}`, 2);
  const buyer = await createCustomerAt(stripe(), "2026-11-10T00:00:00Z");
  const { id } = await stripe().subscriptions.create({
    customer: buyer.customer,
    items: [{ price: prices.professionalAnnual.id }],
  });
  const subscription = await stripe().subscriptions.update(id, {
    items: [{ price: price.id }],
    proration_behavior: "none",
  });
  const report = (value: number, when: string) =>
    stripe().billing.meterEvents.create({
      event_name,
      payload: { stripe_customer_id: buyer.customer, value: String(value) },
      timestamp: at(when),
    });
  const now = () => stripe().subscriptions.retrieve(id);
  return { ...buyer, subscription, metered: price, report, now };
}

test("monthly usage rides along an annual plan and is billed every month", async () => {
  const { subscription, report, to, now } = await annualWithOverage();
  const [base, usage] = subscription.items.data;
  expect(base?.current_period_end).toBe(at("2027-11-10T00:00:00Z"));
  expect(usage?.current_period_end).toBe(at("2026-12-10T00:00:00Z"));
  await to("2026-12-09T00:00:00Z");
  await report(300, "2026-12-08T00:00:00Z");
  await to("2026-12-10T02:00:00Z");
  const first = await now();
  expect(await invoiceOf(stripe(), first)).toMatchObject({ total: 600, status: "paid" });
  expect(first.items.data[0]?.current_period_end).toBe(at("2027-11-10T00:00:00Z"));
  await to("2027-01-10T02:00:00Z");
  expect(await invoiceOf(stripe(), await now())).toMatchObject({ total: 0, status: "paid" });
});

test("a metered item that is removed is billed for what was used", async () => {
  const { subscription, report, to } = await annualWithOverage();
  await to("2026-11-20T00:00:00Z");
  await report(100, "2026-11-19T00:00:00Z");
  const changed = await stripe().subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[1]?.id ?? "", deleted: true }],
    proration_behavior: "always_invoice",
  });
  expect(changed.items.data).toHaveLength(1);
  expect(await invoiceOf(stripe(), changed)).toMatchObject({ total: 200, status: "paid" });
});

test("annual to monthly leaves credit that pays the next renewals until it is used up", async () => {
  const buyer = await createCustomerAt(stripe(), "2026-11-10T00:00:00Z");
  const subscription = await stripe().subscriptions.create({
    customer: buyer.customer,
    items: [{ price: prices.professionalAnnual.id }],
  });
  await buyer.to("2027-09-10T00:00:00Z");
  const changed = await stripe().subscriptions.update(subscription.id, {
    items: [{ id: firstItem(subscription).id, price: prices.professional.id, quantity: 1 }],
    billing_cycle_anchor: { type: "now" },
    proration_behavior: "always_invoice",
  });
  const invoice = await invoiceOf(stripe(), changed);
  // 61 of 365 days of $990.00 are left.
  expect(netAmounts(invoice)).toEqual([-16_545, 9900]);
  expect(invoice).toMatchObject({ total: -6645, ending_balance: -6645 });
  await buyer.to("2027-10-10T02:00:00Z");
  const renewal = await invoiceOf(stripe(), await stripe().subscriptions.retrieve(subscription.id));
  expect(renewal).toMatchObject({
    total: 9900,
    amount_due: 3255,
    starting_balance: -6645,
    ending_balance: 0,
  });
});

test("a swapped price starts again at quantity 1 unless the quantity is sent", async () => {
  const buyer = await createCustomerAt(stripe(), "2026-11-10T00:00:00Z");
  const subscription = await stripe().subscriptions.create({
    customer: buyer.customer,
    items: [{ price: prices.seat.id, quantity: 4 }],
  });
  const items = [{ id: firstItem(subscription).id, price: prices.starter.id }];
  expect(firstItem(await stripe().subscriptions.update(subscription.id, { items })).quantity).toBe(1);
});

test.each([
  { interval: "month", interval_count: 3, months: 3 },
  { interval: "year", interval_count: 1, months: 12 },
] as const)(
  "every $interval_count $interval: usage has its own monthly invoices, the plan its own renewal",
  async ({ months, ...recurring }) => {
    const { event_name, price } = await overagePrice(`mixed_${recurring.interval}`, 2);
    const buyer = await createCustomerAt(stripe(), "2026-01-31T00:00:00Z");
    const plan = await stripe().prices.create({
      currency: "usd",
      unit_amount: 7900,
      recurring,
      product_data: { name: "Plan" },
    });
    const { id } = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: plan.id }, { price: price.id }],
    });
    const clamped = ["2026-02-28", "2026-03-31", "2026-04-30"];
    for (const [index, day] of clamped.entries()) {
      const boundary = at(`${day}T00:00:00Z`);
      await buyer.to(boundary - 3600);
      await stripe().billing.meterEvents.create({
        event_name,
        payload: { stripe_customer_id: buyer.customer, value: String(100 * (index + 1)) },
      });
      await buyer.to(boundary + 7200);
      const invoice = await invoiceOf(stripe(), await stripe().subscriptions.retrieve(id));
      const renews = index + 1 === months;
      expect(invoice.lines.data.map(({ amount }) => amount)).toEqual(
        renews ? [7900, 200 * (index + 1)] : [200 * (index + 1)],
      );
    }
  },
);

test("intervals that are no multiples of the shortest are refused (docs: mixed-interval)", async () => {
  const buyer = await createCustomerAt(stripe(), "2026-11-10T00:00:00Z");
  const odd = await stripe().prices.create({
    currency: "usd",
    unit_amount: 100,
    recurring: { interval: "month", interval_count: 5 },
    product_data: { name: "Odd" },
  });
  await expect(
    stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: odd.id }, { price: prices.professionalAnnual.id }],
    }),
  ).rejects.toMatchObject({ statusCode: 400 });
});
