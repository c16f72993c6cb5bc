import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { withSubscriptions } from "../subscribed.js";
import { firstItem, invoiceOf } from "../support.js";
import { fact } from "./fact.js";

const { stripe, prices, subscribed } = withSubscriptions();

type Changed = Partial<Stripe.SubscriptionUpdateParams>;
const swap = (subscription: Stripe.Subscription, price: string, more: Changed = {}) =>
  stripe().subscriptions.update(subscription.id, {
    items: [{ id: firstItem(subscription).id, price, quantity: 1 }],
    ...more,
  });
const add = (subscription: Stripe.Subscription, price: string, more: Changed = {}) =>
  stripe().subscriptions.update(subscription.id, { items: [{ price }], ...more });
const upcoming = async (subscription: string) =>
  (await stripe().invoices.createPreview({ subscription })).total;
const invoices = async (customer: string) => (await stripe().invoices.list({ customer })).data;

describe("quantities", () => {
  fact("cashier/SubscriptionsTest.php", "A quantity goes up and down", async () => {
    const { subscription } = await subscribed();
    const item = firstItem(subscription).id;
    const set = async (quantity: number) =>
      firstItem(await stripe().subscriptions.update(subscription.id, { items: [{ id: item, quantity }] }));
    expect([(await set(2)).quantity, (await set(1)).quantity]).toEqual([2, 1]);
  });

  fact("cashier/SubscriptionsTest.php", "A swap keeps the quantity that is sent along", async () => {
    const { subscription } = await subscribed({ items: [{ price: prices().starter.id, quantity: 5 }] });
    const items = [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 5 }];
    expect(firstItem(await stripe().subscriptions.update(subscription.id, { items })).quantity).toBe(5);
  });

  fact("cashier/SubscriptionsTest.php", "A swap can bring another quantity", async () => {
    const { subscription } = await subscribed({ items: [{ price: prices().starter.id, quantity: 5 }] });
    const items = [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 3 }];
    expect(firstItem(await stripe().subscriptions.update(subscription.id, { items })).quantity).toBe(3);
  });

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "The quantity of one item leaves the others alone",
    async () => {
      const items = [{ price: prices().starter.id }, { price: prices().seat.id }];
      const { subscription } = await subscribed({ items });
      const seat = subscription.items.data[1]?.id ?? "";
      const changed = await stripe().subscriptions.update(subscription.id, {
        items: [{ id: seat, quantity: 5 }],
      });
      expect(changed.items.data.map(({ quantity }) => quantity)).toEqual([1, 5]);
    },
  );
});

describe("prices", () => {
  fact(
    "cashier/SubscriptionsTest.php",
    "A swap that is invoiced at once is on a second invoice",
    async () => {
      const { subscription, customer } = await subscribed();
      const swapped = await swap(subscription, prices().professional.id, {
        proration_behavior: "always_invoice",
      });
      expect(firstItem(swapped).price.id).toBe(prices().professional.id);
      expect((await invoices(customer)).map(({ id }) => id)).toEqual([
        swapped.latest_invoice,
        subscription.latest_invoice,
      ]);
    },
  );

  fact("cashier/SubscriptionsTest.php", "A swap can bring a coupon", async () => {
    const { id: coupon } = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
    const { subscription } = await subscribed();
    const swapped = await swap(subscription, prices().professional.id, {
      discounts: [{ coupon }],
      expand: ["discounts"],
    });
    const [discount] = swapped.discounts;
    expect(typeof discount === "object" && discount.source.coupon).toBe(coupon);
  });

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "A price is added beside the others, with its quantity",
    async () => {
      const { subscription } = await subscribed();
      const items = [{ price: prices().seat.id, quantity: 5 }];
      const changed = await stripe().subscriptions.update(subscription.id, { items });
      expect(changed.items.data.map(({ price, quantity }) => [price.id, quantity])).toEqual([
        [prices().starter.id, 1],
        [prices().seat.id, 5],
      ]);
    },
  );

  fact("cashier/SubscriptionsWithMultiplePricesTest.php", "A price is taken away by its item", async () => {
    const items = [{ price: prices().starter.id }, { price: prices().seat.id }];
    const { subscription } = await subscribed({ items });
    const gone = { id: firstItem(subscription).id, deleted: true };
    const changed = await stripe().subscriptions.update(subscription.id, { items: [gone] });
    expect(changed.items.data.map(({ price }) => price.id)).toEqual([prices().seat.id]);
  });

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "One request takes a price away and adds two",
    async () => {
      const { subscription } = await subscribed();
      const changed = await stripe().subscriptions.update(subscription.id, {
        items: [
          { id: firstItem(subscription).id, deleted: true },
          { price: prices().seat.id },
          { price: prices().professional.id, quantity: 3 },
        ],
      });
      expect(changed.items.data.map(({ price, quantity }) => [price.id, quantity])).toEqual([
        [prices().seat.id, 1],
        [prices().professional.id, 3],
      ]);
    },
  );

  fact(
    "cashier/MeteredBillingTest.php",
    "A metered item has no quantity, and a licensed one in its place has 1",
    async () => {
      const meter = await stripe().billing.meters.create({
        display_name: "Calls",
        event_name: `calls_${Math.random()}`,
        default_aggregation: { formula: "sum" },
      });
      const { id: metered } = await stripe().prices.create({
        currency: "usd",
        unit_amount: 100,
        recurring: { interval: "month", usage_type: "metered", meter: meter.id },
        product_data: { name: "Calls" },
      });
      const { subscription } = await subscribed({ items: [{ price: metered }] });
      expect(firstItem(subscription).quantity).toBeUndefined();
      const items = [{ id: firstItem(subscription).id, price: prices().starter.id }];
      const swapped = await stripe().subscriptions.update(subscription.id, { items });
      expect(firstItem(swapped).quantity).toBe(1);
    },
  );

  fact(
    "pay/test_stripe_can_swap_a_subscription_and_reset_billing_cycle.yml",
    "A swap to a yearly price can begin a new cycle",
    async () => {
      const { subscription, to } = await subscribed();
      await to("2026-11-11T00:00:00Z");
      const swapped = await swap(subscription, prices().professionalAnnual.id, {
        billing_cycle_anchor: { type: "now" },
      });
      const { current_period_start: start, current_period_end: end } = firstItem(swapped);
      expect([start, end]).toEqual([Date.UTC(2026, 10, 11) / 1000, Date.UTC(2027, 10, 11) / 1000]);
    },
  );
});

describe("proration", () => {
  const classic = { billing_mode: { type: "classic" } } as const;

  fact(
    "cashier/SubscriptionsTest.php",
    "Without proration a swap makes no invoice, and the next one has the new price",
    async () => {
      const { subscription, customer } = await subscribed({ items: [{ price: prices().professional.id }] });
      await swap(subscription, prices().starter.id, { proration_behavior: "none" });
      expect(await invoices(customer)).toHaveLength(1);
      expect(await upcoming(subscription.id)).toBe(2900);
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A swap up that is invoiced at once costs the difference, and the next invoice the new price",
    async () => {
      const { subscription } = await subscribed(classic);
      const swapped = await swap(subscription, prices().professional.id, {
        proration_behavior: "always_invoice",
      });
      expect((await invoiceOf(stripe(), swapped)).total).toBe(7000);
      expect(await upcoming(subscription.id)).toBe(9900);
    },
  );

  fact("cashier/SubscriptionsTest.php", "A swap down is credited on the next invoice", async () => {
    const { subscription } = await subscribed({ items: [{ price: prices().professional.id }] });
    await swap(subscription, prices().starter.id);
    expect(await upcoming(subscription.id)).toBe(2900 - 7000);
  });

  fact(
    "cashier/SubscriptionsTest.php",
    "A preview of a swap is a draft that costs what the other price costs",
    async () => {
      const { subscription } = await subscribed();
      const preview = await stripe().invoices.createPreview({
        subscription: subscription.id,
        subscription_details: {
          items: [{ id: firstItem(subscription).id, price: prices().professional.id }],
          proration_behavior: "none",
        },
      });
      expect([preview.status, preview.total]).toEqual(["draft", 9900]);
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "What waits can be invoiced at once by an invoice of the subscription",
    async () => {
      const { subscription, customer } = await subscribed();
      const items = [{ id: firstItem(subscription).id, quantity: 3 }];
      await stripe().subscriptions.update(subscription.id, { items });
      const { id } = await stripe().invoices.create({ customer, subscription: subscription.id });
      expect(await stripe().invoices.pay(id)).toMatchObject({ status: "paid", total: 5800 });
    },
  );

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "A price that is added without proration makes no invoice",
    async () => {
      const { subscription, customer } = await subscribed();
      await add(subscription, prices().seat.id, { proration_behavior: "none" });
      expect(await invoices(customer)).toHaveLength(1);
    },
  );

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "A price that is added and invoiced at once costs what it costs",
    async () => {
      const { subscription } = await subscribed();
      const added = await add(subscription, prices().seat.id, { proration_behavior: "always_invoice" });
      expect((await invoiceOf(stripe(), added)).total).toBe(1200);
      expect(await upcoming(subscription.id)).toBe(4100);
    },
  );

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "Fewer seats without proration make the next invoice smaller",
    async () => {
      const items = [{ price: prices().starter.id }, { price: prices().seat.id, quantity: 3 }];
      const { subscription, customer } = await subscribed({ items });
      expect((await invoices(customer))[0]?.total).toBe(6500);
      const seat = subscription.items.data[1]?.id ?? "";
      await stripe().subscriptions.update(subscription.id, {
        items: [{ id: seat, quantity: 1 }],
        proration_behavior: "none",
      });
      expect(await upcoming(subscription.id)).toBe(4100);
    },
  );
});

describe("discounts", () => {
  const monthly = () =>
    stripe().coupons.create({
      amount_off: 500,
      currency: "usd",
      duration: "repeating",
      duration_in_months: 3,
    });

  fact("cashier/SubscriptionsTest.php", "A coupon at the beginning comes off the first invoice", async () => {
    const { subscription } = await subscribed({ discounts: [{ coupon: (await monthly()).id }] });
    const invoice = await invoiceOf(stripe(), subscription);
    expect([invoice.total, invoice.total_discount_amounts?.[0]?.amount]).toEqual([2400, 500]);
  });

  fact(
    "cashier/DiscountTest.php",
    "A coupon can be given to a subscription later, and a promotion code in its place",
    async () => {
      const { subscription } = await subscribed();
      const coupon = await monthly();
      const other = await stripe().coupons.create({ percent_off: 5, duration: "forever" });
      const code = await stripe().promotionCodes.create({ promotion: { type: "coupon", coupon: other.id } });
      const give = async (discounts: Stripe.SubscriptionUpdateParams.Discount[]) =>
        (await stripe().subscriptions.update(subscription.id, { discounts, expand: ["discounts"] }))
          .discounts;
      expect(await give([{ coupon: coupon.id }])).toMatchObject([{ source: { coupon: coupon.id } }]);
      expect(await give([{ promotion_code: code.id }])).toMatchObject([
        { source: { coupon: other.id }, promotion_code: code.id },
      ]);
    },
  );

  fact("cashier/DiscountTest.php", "A code that is not active is not among the active ones", async () => {
    const coupon = await monthly();
    await stripe().promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "NEWYEAR",
      active: false,
    });
    const find = async (active?: boolean) =>
      (await stripe().promotionCodes.list({ code: "NEWYEAR", ...(active ? { active } : {}) })).data.length;
    expect([await find(), await find(true)]).toEqual([1, 0]);
  });

  fact(
    "paper_tiger/contract_test.exs",
    "A promotion code has an id that begins with promo_ and is found by what is typed",
    async () => {
      const coupon = await stripe().coupons.create({ percent_off: 25, duration: "forever" });
      const made = await stripe().promotionCodes.create({
        promotion: { type: "coupon", coupon: coupon.id },
        code: "PT-25",
      });
      expect(made).toMatchObject({ object: "promotion_code", active: true, code: "PT-25" });
      expect(made.id).toMatch(/^promo_/);
      const { data } = await stripe().promotionCodes.list({ code: "PT-25", limit: 1 });
      expect(data.map(({ id }) => id)).toEqual([made.id]);
    },
  );

  fact("ruby-mock/coupon_examples.rb", "A coupon shows what it was made with", async () => {
    const terms = {
      amount_off: 1000,
      currency: "usd",
      max_redemptions: 100,
      metadata: { created_by: "admin_acct_1" },
      duration: "once",
    } as const;
    expect(await stripe().coupons.create({ id: "10BUCKS", ...terms })).toMatchObject({
      id: "10BUCKS",
      ...terms,
    });
  });
});
