import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, clientFor, createCustomerAt, firstItem } from "./support.js";

const { local, stripe, prices, subscribed } = withSubscriptions();

describe("a schedule", () => {
  test("is not made from a subscription that is canceled", async () => {
    const { subscription } = await subscribed();
    await stripe().subscriptions.cancel(subscription.id);
    await expect(
      stripe().subscriptionSchedules.create({ from_subscription: subscription.id }),
    ).rejects.toMatchObject({
      param: "from_subscription",
      message: "You cannot migrate a subscription that is currently in the `canceled` status.",
    });
  });

  test("is not made twice from one subscription", async () => {
    const { subscription } = await subscribed();
    const { id } = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
    await expect(
      stripe().subscriptionSchedules.create({ from_subscription: subscription.id }),
    ).rejects.toThrow(`You cannot migrate a subscription that is already attached to a schedule: \`${id}\`.`);
  });

  test.each([
    ["cancel_at_period_end", { cancel_at_period_end: true }],
    ["cancel_at", { cancel_at: "max_period_end" as const }],
    ["what takes a cancellation back", { cancel_at: "" as const }],
  ])("decides when its subscription ends, not %s", async (_, change) => {
    const { subscription } = await subscribed();
    const { id } = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
    await expect(stripe().subscriptions.update(subscription.id, change)).rejects.toThrow(
      `The subscription is managed by the subscription schedule \`${id}\`, and updating any cancelation behavior directly is not allowed.`,
    );
    await stripe().subscriptionSchedules.release(id);
    await expect(stripe().subscriptions.update(subscription.id, change)).resolves.toBeDefined();
  });
});

test("the balance of a customer is moved by no more than eight digits at once", async () => {
  const { id } = await stripe().customers.create({ email: "buyer@example.com" });
  const move = (amount: number) =>
    stripe().customers.createBalanceTransaction(id, { amount, currency: "usd" });
  for (const amount of [100_000_000, -100_000_000])
    await expect(move(amount)).rejects.toMatchObject({ code: "amount_too_large", param: "amount" });
  expect(await stripe().customers.retrieve(id)).toMatchObject({ balance: 0 });
  expect(await move(-99_999_999)).toMatchObject({ ending_balance: -99_999_999 });
});

describe("a cycle that starts over", () => {
  test("takes no date of proration, in a change and in its preview", async () => {
    const { subscription, to, now } = await subscribed();
    await to("2026-11-16T00:00:00Z");
    const annual = {
      items: [{ id: firstItem(subscription).id, price: prices().professionalAnnual.id, quantity: 1 }],
      billing_cycle_anchor: { type: "now" as const },
      proration_behavior: "always_invoice" as const,
    };
    const dated = { ...annual, proration_date: at("2026-11-15T00:00:00Z") };
    const refusal = /You cannot specify `proration_date` when `billing_cycle_anchor=now`/;
    await expect(stripe().subscriptions.update(subscription.id, dated)).rejects.toThrow(refusal);
    await expect(
      stripe().invoices.createPreview({ subscription: subscription.id, subscription_details: dated }),
    ).rejects.toThrow(refusal);
    const changed = await stripe().subscriptions.update(subscription.id, annual);
    expect(firstItem(changed)).toMatchObject({
      current_period_start: at("2026-11-16T00:00:00Z"),
      current_period_end: at("2027-11-16T00:00:00Z"),
    });
    await to("2026-12-20T00:00:00Z");
    expect((await now()).latest_invoice).toBe(changed.latest_invoice);
  });

  test("that keeps its anchor goes on in the period of today, whatever the date", async () => {
    const annual = [{ price: prices().professionalAnnual.id }];
    const { subscription, to, now } = await subscribed({ items: annual });
    await to("2027-03-20T00:00:00Z");
    const changed = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
      proration_behavior: "always_invoice",
      proration_date: at("2027-02-10T00:00:00Z"),
    });
    expect(firstItem(changed)).toMatchObject({
      current_period_start: at("2027-03-01T00:00:00Z"),
      current_period_end: at("2027-04-01T00:00:00Z"),
    });
    await to("2027-03-21T00:00:00Z");
    expect((await now()).latest_invoice).toBe(changed.latest_invoice);
  });
});

describe("a coupon of another currency", () => {
  test("is refused at a subscription, in a preview and in a checkout session", async () => {
    const { subscription, customer } = await subscribed();
    const { id: coupon } = await stripe().coupons.create({ amount_off: 500, currency: "eur" });
    const refusal = {
      message: expect.stringContaining("You cannot combine currencies on a single customer."),
    };
    const discounts = [{ coupon }];
    await expect(stripe().subscriptions.update(subscription.id, { discounts })).rejects.toMatchObject(
      refusal,
    );
    await expect(subscribed({ discounts })).rejects.toMatchObject(refusal);
    await expect(
      stripe().invoices.createPreview({ subscription: subscription.id, discounts }),
    ).rejects.toMatchObject(refusal);
    const session = {
      mode: "subscription" as const,
      line_items: [{ price: prices().starter.id, quantity: 1 }],
      success_url: "https://example.com/ok",
      discounts,
    };
    await expect(stripe().checkout.sessions.create({ ...session, customer })).rejects.toMatchObject(refusal);
    await expect(stripe().checkout.sessions.create(session)).rejects.toMatchObject(refusal);
    expect((await stripe().coupons.list()).data.find(({ id }) => id === coupon)?.times_redeemed).toBe(0);
  });

  test("does not stand in the way of a percentage, which has none", async () => {
    const { id: coupon } = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
    const { subscription } = await subscribed({ discounts: [{ coupon }] });
    expect(subscription.discounts).toHaveLength(1);
  });
});

describe("a promotion code", () => {
  const make = async (more: { code: string; customer?: string; active?: boolean; expires_at?: number }) => {
    const { id: coupon } = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
    return stripe().promotionCodes.create({ promotion: { type: "coupon", coupon }, ...more });
  };

  test("is refused while an active one reads the same, in whatever case", async () => {
    await make({ code: "SPRING" });
    await expect(make({ code: "spring" })).rejects.toThrow(
      "An active promotion code with `code: spring` already exists.",
    );
    await expect(make({ code: "SPRING", active: false })).resolves.toMatchObject({ active: false });
  });

  test("may read the same for two customers, but not beside one for everybody", async () => {
    const [first, second] = [
      await createCustomerAt(stripe(), "2026-11-01"),
      await createCustomerAt(stripe(), "2026-11-01"),
    ];
    await make({ code: "VIP", customer: first.customer });
    await expect(make({ code: "VIP", customer: first.customer })).rejects.toThrow(/already exists/);
    await expect(make({ code: "VIP", customer: second.customer })).resolves.toBeDefined();
    await expect(make({ code: "VIP" })).rejects.toThrow(/already exists/);
  });

  test("is inactive once it has expired, and its code is free again", async () => {
    const expiring = await make({ code: "FLASH", expires_at: local().emulator.control.now() + 3600 });
    expect(expiring.active).toBe(true);
    local().emulator.control.advance({ days: 1 });
    expect((await stripe().promotionCodes.retrieve(expiring.id)).active).toBe(false);
    expect((await stripe().promotionCodes.list({ code: "FLASH", active: true })).data).toEqual([]);
    await expect(make({ code: "FLASH" })).resolves.toMatchObject({ active: true });
  });

  test("is inactive once its coupon or itself is used up", async () => {
    const { id: coupon } = await stripe().coupons.create({ percent_off: 10, max_redemptions: 1 });
    const { id } = await stripe().promotionCodes.create({ promotion: { type: "coupon", coupon } });
    await subscribed({ discounts: [{ promotion_code: id }] });
    expect((await stripe().promotionCodes.retrieve(id)).active).toBe(false);
    expect((await stripe().coupons.list()).data.find((each) => each.id === coupon)?.valid).toBe(false);
  });
});

describe("a meter event", () => {
  const event_name = "refused_calls";
  const report = async (
    payload: Record<string, string>,
    more: { timestamp?: number; event_name?: string } = {},
  ) => {
    const meters = await stripe().billing.meters.list({ status: "active" });
    if (!meters.data.some((each) => each.event_name === event_name)) {
      await stripe().billing.meters.create({
        display_name: "Calls",
        event_name,
        default_aggregation: { formula: "sum" },
      });
    }
    const { customer } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    return stripe().billing.meterEvents.create({
      event_name,
      payload: { stripe_customer_id: customer, ...payload },
      ...more,
    });
  };

  test.each([
    ["without a value", {}],
    ["with words", { value: "many" }],
    ["with nothing", { value: "" }],
    ["of sixteen digits", { value: "1234567890123456" }],
  ])("%s is refused", async (_, payload) => {
    await expect(report(payload)).rejects.toMatchObject({ statusCode: 400 });
  });

  test.each([["-3"], ["0"], ["0.5"], ["123456789012345"]])("may report %s", async (value) => {
    await expect(report({ value })).resolves.toBeDefined();
  });

  test("names a customer, an active meter, and a time within 35 days past and 5 minutes ahead", async () => {
    const refused = (payload: Record<string, string>, more: { timestamp?: number; event_name?: string }) =>
      expect(report({ value: "1", ...payload }, more)).rejects;
    const now = at("2026-11-01T00:00:00Z");
    await refused({ stripe_customer_id: "" }, {}).toMatchObject({ statusCode: 400 });
    await refused({ stripe_customer_id: "cus_nobody" }, {}).toMatchObject({ statusCode: 400 });
    await refused({}, { event_name: "nothing" }).toMatchObject({ statusCode: 400 });
    await refused({}, { timestamp: now - 35 * 86_400 - 1 }).toMatchObject({
      code: "timestamp_too_far_in_past",
    });
    await refused({}, { timestamp: now + 301 }).toMatchObject({ code: "timestamp_in_future" });
    await expect(report({ value: "1" }, { timestamp: now - 35 * 86_400 })).resolves.toBeDefined();
  });
});

describe("an expansion", () => {
  test.each(["status", "id", "metadata", "automatic_tax", "description", "items.data.quantity"])(
    "of %s, which is no object of its own, is refused",
    async (path) => {
      const { subscription } = await subscribed();
      await expect(
        stripe().subscriptions.retrieve(subscription.id, { expand: [path] }),
      ).rejects.toMatchObject({ message: `This property cannot be expanded (${path}).` });
    },
  );

  test("of what is an object of its own is made, also where it is null", async () => {
    const { subscription } = await subscribed();
    const expand = ["customer", "latest_invoice.payments", "schedule", "default_payment_method", "items"];
    const found = await stripe().subscriptions.retrieve(subscription.id, { expand });
    expect(found).toMatchObject({ customer: { object: "customer" }, schedule: null });
  });
});

describe("an idempotency key", () => {
  test("has 255 characters at most", async () => {
    const create = (idempotencyKey: string) => stripe().customers.create({}, { idempotencyKey });
    await expect(create("k".repeat(255))).resolves.toBeDefined();
    await expect(create("k".repeat(256))).rejects.toMatchObject({ statusCode: 400 });
  });

  test("stands for the parameters and the endpoint it was first used with", async () => {
    const idempotencyKey = "first-use";
    const { id } = await stripe().customers.create({ name: "A" }, { idempotencyKey });
    const again = await stripe().customers.create({ name: "A" }, { idempotencyKey });
    expect(again.id).toBe(id);
    const refusal = { type: "StripeIdempotencyError", statusCode: 400 };
    await expect(stripe().customers.create({ name: "B" }, { idempotencyKey })).rejects.toMatchObject(refusal);
    await expect(stripe().products.create({ name: "A" }, { idempotencyKey })).rejects.toMatchObject(refusal);
    const other = clientFor(local().url);
    await expect(other.customers.create({ name: "B" }, { idempotencyKey })).rejects.toMatchObject(refusal);
  });
});
