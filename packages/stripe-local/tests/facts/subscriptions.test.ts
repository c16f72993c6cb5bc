import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { withSubscriptions } from "../subscribed.js";
import { createCustomerAt, firstItem, invoiceOf } from "../support.js";
import { fact, refused } from "./fact.js";

const { stripe, prices, subscribed } = withSubscriptions();
const DAY = 86_400;

const incomplete = () => subscribed({ payment_behavior: "default_incomplete" }, null);
const stored = (value: string | { id: string } | null) =>
  typeof value === "string" ? value : (value?.id ?? "");
const now = async (customer: string) => {
  const { test_clock: clock } = await stripe()
    .customers.retrieve(customer)
    .then((found) => {
      if (found.deleted) throw new Error("The customer is gone");
      return found;
    });
  return (await stripe().testHelpers.testClocks.retrieve(stored(clock ?? null))).frozen_time;
};

describe("a subscription", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "A new subscription has items and an id that begins with sub_",
    async () => {
      const { subscription, customer } = await incomplete();
      expect(subscription).toMatchObject({ object: "subscription", customer, status: "incomplete" });
      expect(subscription.id).toMatch(/^sub_/);
      expect(subscription.items.data).toHaveLength(1);
    },
  );

  fact("paper_tiger/contract_test.exs", "A subscription is read back by its id", async () => {
    const { subscription, now: read, customer } = await incomplete();
    expect(await read()).toMatchObject({ id: subscription.id, customer });
  });

  fact("paper_tiger/contract_test.exs", "A subscription takes metadata later", async () => {
    const { subscription } = await incomplete();
    const metadata = { tier: "premium", updated: "true" };
    expect((await stripe().subscriptions.update(subscription.id, { metadata })).metadata).toEqual(metadata);
  });

  fact("paper_tiger/contract_test.exs", "An item shows its whole price, not the id", async () => {
    const { subscription } = await incomplete();
    const { id, unit_amount } = prices().starter;
    expect(firstItem(subscription).price).toMatchObject({
      object: "price",
      id,
      unit_amount,
      currency: "usd",
    });
  });

  fact("paper_tiger/contract_test.exs", "The first invoice is there at once, by its id", async () => {
    const { subscription } = await incomplete();
    expect(subscription.latest_invoice).toMatch(/^in_/);
  });

  fact("paper_tiger/contract_test.exs", "A page of subscriptions has as many as the limit says", async () => {
    const { customer, subscription } = await subscribed();
    for (let more = 0; more < 2; more++)
      await stripe().subscriptions.create({ customer, items: [{ price: prices().starter.id }] });
    const page = await stripe().subscriptions.list({ customer, limit: 2 });
    expect([page.data.length, page.has_more, page.data.some(({ id }) => id === subscription.id)]).toEqual([
      2,
      true,
      false,
    ]);
  });

  fact(
    "cashier/SubscriptionsTest.php",
    "A subscription with a good card is active at once and keeps its metadata",
    async () => {
      const { subscription } = await subscribed({ metadata: { order_id: "8" } });
      expect(subscription).toMatchObject({ status: "active", metadata: { order_id: "8" } });
    },
  );

  fact(
    "ruby-mock/subscription_examples.rb",
    "The first subscription settles the customer's currency and charges once",
    async () => {
      const { customer } = await subscribed();
      expect(await stripe().customers.retrieve(customer)).toMatchObject({ currency: "usd" });
      const { data } = await stripe().charges.list({ customer });
      expect(data.map(({ amount }) => amount)).toEqual([2900]);
    },
  );

  fact(
    "ruby-mock/subscription_examples.rb",
    "Items have the quantities they were given, in their order",
    async () => {
      const { subscription } = await subscribed({
        items: [
          { price: prices().starter.id, quantity: 1 },
          { price: prices().seat.id, quantity: 2 },
        ],
      });
      expect(subscription.items.data.map(({ quantity }) => quantity)).toEqual([1, 2]);
    },
  );

  fact("ruby-mock/subscription_examples.rb", "Two idempotency keys make two subscriptions", async () => {
    const { customer } = await subscribed();
    const make = (idempotencyKey: string) =>
      stripe().subscriptions.create(
        { customer, items: [{ price: prices().starter.id }] },
        { idempotencyKey: `${idempotencyKey}-${customer}` },
      );
    expect((await make("one")).id).not.toBe((await make("two")).id);
  });

  fact(
    "ruby-mock/subscription_examples.rb",
    "The first period is as long as the price's interval",
    async () => {
      const lengths = { week: 7, month: 30, year: 365 } as const;
      for (const interval of ["week", "month", "year"] as const) {
        const { id: price } = await stripe().prices.create({
          currency: "usd",
          unit_amount: 500,
          recurring: { interval },
          product_data: { name: interval },
        });
        const { subscription } = await subscribed({ items: [{ price }] });
        const { current_period_start: start, current_period_end: end } = firstItem(subscription);
        expect((end - start) / DAY).toBe(lengths[interval]);
      }
    },
  );
});

describe("cards that do not pay", () => {
  const declining = "pm_card_chargeCustomerFail";
  const asking = "pm_card_threeDSecure2Required";
  const intentOf = async (customer: string) =>
    (await stripe().paymentIntents.list({ customer, limit: 1 })).data[0]?.status;
  const withCard = async (card: string, more: Partial<Stripe.SubscriptionCreateParams> = {}) => {
    const buyer = await subscribed(more);
    const { id } = await stripe().paymentMethods.attach(card, { customer: buyer.customer });
    await stripe().customers.update(buyer.customer, { invoice_settings: { default_payment_method: id } });
    return buyer;
  };
  const swap = ({ subscription }: { subscription: Stripe.Subscription }, price: string, more: object = {}) =>
    stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price, quantity: 1 }],
      ...more,
    });
  const atOnce = { proration_behavior: "always_invoice" };

  fact(
    "cashier/SubscriptionsTest.php",
    "A card that fails while subscribing leaves the subscription incomplete",
    async () => {
      const { subscription, customer } = await subscribed({}, declining);
      expect(subscription.status).toBe("incomplete");
      expect(await intentOf(customer)).toBe("requires_payment_method");
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A card that asks its owner while subscribing leaves it incomplete, with an action to take",
    async () => {
      const { subscription, customer } = await subscribed({}, asking);
      expect(subscription.status).toBe("incomplete");
      expect(await intentOf(customer)).toBe("requires_action");
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "More seats on a failing card count all the same, and the subscription is past due",
    async () => {
      const buyer = await withCard(declining, { items: [{ price: prices().starter.id, quantity: 5 }] });
      const changed = await stripe().subscriptions.update(buyer.subscription.id, {
        items: [{ id: firstItem(buyer.subscription).id, quantity: 8 }],
        proration_behavior: "always_invoice",
      });
      expect([firstItem(changed).quantity, changed.status]).toEqual([8, "past_due"]);
      expect(await intentOf(buyer.customer)).toBe("requires_payment_method");
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A swap that is charged to a failing card happens all the same, and is past due",
    async () => {
      const buyer = await withCard(declining);
      const changed = await swap(buyer, prices().professional.id, atOnce);
      expect([firstItem(changed).price.id, changed.status]).toEqual([prices().professional.id, "past_due"]);
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A swap that is charged to a card that asks happens all the same, and waits for its owner",
    async () => {
      const buyer = await withCard(asking);
      const changed = await swap(buyer, prices().professional.id, atOnce);
      expect([firstItem(changed).price.id, changed.status]).toEqual([prices().professional.id, "past_due"]);
      expect(await intentOf(buyer.customer)).toBe("requires_action");
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A downgrade on a failing card leaves the subscription active",
    async () => {
      const buyer = await withCard(declining, { items: [{ price: prices().professional.id }] });
      const changed = await swap(buyer, prices().starter.id);
      expect([firstItem(changed).price.id, changed.status]).toEqual([prices().starter.id, "active"]);
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A downgrade on a card that asks leaves the subscription active",
    async () => {
      const buyer = await withCard(asking, { items: [{ price: prices().professional.id }] });
      const changed = await swap(buyer, prices().starter.id);
      expect([firstItem(changed).price.id, changed.status]).toEqual([prices().starter.id, "active"]);
    },
  );

  fact(
    "cashier/PendingUpdatesTest.php",
    "With error_if_incomplete a card that asks is a card error, and nothing is swapped",
    async () => {
      const buyer = await withCard(asking);
      const tried = swap(buyer, prices().professional.id, {
        ...atOnce,
        payment_behavior: "error_if_incomplete",
      });
      await expect(tried).rejects.toMatchObject({ statusCode: 402, rawType: "card_error" });
      const after = await buyer.now();
      expect([firstItem(after).price.id, after.status]).toEqual([prices().starter.id, "active"]);
    },
  );

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "With error_if_incomplete more seats on a failing card are a card error",
    async () => {
      const buyer = await withCard(declining, {
        items: [{ price: prices().starter.id }, { price: prices().seat.id }],
      });
      const seat = buyer.subscription.items.data[1]?.id ?? "";
      const tried = stripe().subscriptions.update(buyer.subscription.id, {
        items: [{ id: seat, quantity: 2 }],
        payment_behavior: "error_if_incomplete",
        proration_behavior: "always_invoice",
      });
      await expect(tried).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
      expect((await buyer.now()).items.data[1]?.quantity).toBe(1);
    },
  );
});

describe("ending", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "An incomplete subscription that is canceled is incomplete_expired",
    async () => {
      const { subscription } = await incomplete();
      expect((await stripe().subscriptions.cancel(subscription.id)).status).toBe("incomplete_expired");
    },
  );

  fact(
    "cashier/SubscriptionsTest.php",
    "A subscription that will end is active until then, and can be taken back",
    async () => {
      const { subscription } = await subscribed();
      const ending = await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: true });
      expect(ending).toMatchObject({ status: "active", cancel_at: firstItem(ending).current_period_end });
      const back = await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: false });
      expect(back).toMatchObject({ status: "active", cancel_at: null, canceled_at: null });
    },
  );

  fact("cashier/SubscriptionsTest.php", "A subscription ends at the very second it was given", async () => {
    const { subscription, customer } = await subscribed();
    const at = (await now(customer)) + 90 * DAY;
    expect((await stripe().subscriptions.update(subscription.id, { cancel_at: at })).cancel_at).toBe(at);
  });

  fact(
    "ruby-mock/subscription_examples.rb",
    "A canceled subscription says when, and its customer has none any more",
    async () => {
      const { subscription, customer } = await subscribed();
      const canceled = await stripe().subscriptions.cancel(subscription.id);
      expect(canceled).toMatchObject({ status: "canceled", cancel_at_period_end: false });
      expect(canceled.canceled_at).not.toBeNull();
      expect((await stripe().subscriptions.list({ customer })).data).toEqual([]);
    },
  );

  fact(
    "pay/test_cancel_now_when_scheduled_for_cancellation.yml",
    "What will end later can be ended now",
    async () => {
      const { subscription } = await subscribed();
      await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: true });
      expect((await stripe().subscriptions.cancel(subscription.id)).status).toBe("canceled");
    },
  );

  fact("pay/test_cancel_now_when_on_trial.yml", "A trial can be ended by canceling now", async () => {
    const { subscription } = await subscribed({ trial_period_days: 14 });
    expect(subscription.status).toBe("trialing");
    expect((await stripe().subscriptions.cancel(subscription.id)).status).toBe("canceled");
  });

  fact(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "With several prices, too, an end can be taken back",
    async () => {
      const items = [{ price: prices().starter.id }, { price: prices().seat.id }];
      const { subscription } = await subscribed({ items });
      await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: true });
      const back = await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: false });
      expect([back.status, back.cancel_at_period_end]).toEqual(["active", false]);
    },
  );
});

describe("trials", () => {
  fact(
    "cashier/SubscriptionsTest.php",
    "A trial is as long as its days, and an end that is taken back leaves it alone",
    async () => {
      const { subscription, customer } = await subscribed({ trial_period_days: 7 });
      const ends = (await now(customer)) + 7 * DAY;
      expect(subscription).toMatchObject({ status: "trialing", trial_end: ends });
      await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: true });
      const back = await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: false });
      expect(back).toMatchObject({ status: "trialing", trial_end: ends });
    },
  );

  fact("cashier/SubscriptionsTest.php", "A trial ends at the second it was given", async () => {
    const { customer } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    const ends = (await now(customer)) + 27 * 3600 + 900;
    const made = await stripe().subscriptions.create({
      customer,
      items: [{ price: prices().starter.id }],
      trial_end: ends,
    });
    expect(made).toMatchObject({ status: "trialing", trial_end: ends });
  });

  fact("ruby-mock/subscription_examples.rb", "A trial needs no card", async () => {
    const { subscription } = await subscribed({ trial_period_days: 3 }, null);
    expect(subscription.status).toBe("trialing");
  });

  fact("ruby-mock/subscription_examples.rb", "In a trial the quantity can change", async () => {
    const { subscription } = await subscribed({ trial_period_days: 3 }, null);
    const [item] = subscription.items.data;
    const changed = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: item?.id ?? "", quantity: 2 }],
    });
    expect([changed.status, firstItem(changed).quantity]).toEqual(["trialing", 2]);
  });

  fact(
    "cashier/SubscriptionsTest.php",
    "A swap that is invoiced at once leaves the trial as it is",
    async () => {
      const { subscription } = await subscribed({ trial_period_days: 5 });
      const swapped = await stripe().subscriptions.update(subscription.id, {
        items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
        proration_behavior: "always_invoice",
      });
      expect([swapped.status, swapped.trial_end]).toEqual(["trialing", subscription.trial_end]);
    },
  );

  fact("cashier/SubscriptionsTest.php", "A swap that ends the trial is charged now", async () => {
    const { subscription } = await subscribed({ trial_period_days: 5 });
    const swapped = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
      proration_behavior: "always_invoice",
      trial_end: "now",
    });
    expect(swapped.status).toBe("active");
    expect((await invoiceOf(stripe(), swapped)).amount_paid).toBe(9900);
  });

  fact(
    "cashier/SubscriptionsTest.php",
    "A trial can be given to a subscription that is paid for",
    async () => {
      const { subscription, customer } = await subscribed();
      const until = (await now(customer)) + DAY;
      const given = await stripe().subscriptions.update(subscription.id, {
        trial_end: until,
        proration_behavior: "none",
      });
      expect(given).toMatchObject({ status: "trialing", trial_end: until });
    },
  );

  fact("cashier/SubscriptionsTest.php", "A trial can be ended now", async () => {
    const { subscription } = await subscribed({ trial_period_days: 10 });
    expect((await stripe().subscriptions.update(subscription.id, { trial_end: "now" })).status).toBe(
      "active",
    );
  });
});

describe("is refused", () => {
  refused(
    "paper_tiger/contract_test.exs",
    "A subscription that is not there is a 404 with its id in the sentence",
    () => stripe().subscriptions.retrieve("sub_nonexistent_test_123"),
    {
      status: 404,
      code: "resource_missing",
      param: "id",
      message: "No such subscription: 'sub_nonexistent_test_123'",
    },
  );
  refused(
    "paper_tiger/contract_test.exs",
    "A subscription for a customer that is not there is refused",
    () =>
      stripe().subscriptions.create({
        customer: "cus_nonexistent_test_123",
        items: [{ price: prices().starter.id }],
      }),
    { code: "resource_missing", message: "No such customer: 'cus_nonexistent_test_123'" },
  );
  refused(
    "pay/test_stripe_handles_exception_when_creating_a_subscription.yml",
    "A subscription to a price that is not there is a 400 of that item",
    () => subscribed({ items: [{ price: "invalid" }] }),
    { code: "resource_missing", param: "items[0][price]", message: "No such price: 'invalid'" },
  );
  refused(
    "paper_tiger/contract_test.exs",
    "A price that is not there is a 404 of the price",
    () => stripe().prices.retrieve("price_nonexistent_test_123"),
    {
      status: 404,
      code: "resource_missing",
      param: "price",
      message: "No such price: 'price_nonexistent_test_123'",
    },
  );
  refused(
    "pay/test_stripe_fails_when_subscribing_with_no_payment_method.yml",
    "A subscription that nobody can pay for is refused at once",
    () => subscribed({}, null),
    {
      code: "resource_missing",
      message:
        "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
    },
  );
  refused(
    "ruby-mock/subscription_examples.rb",
    "A parameter that does not exist is named",
    () => stripe().rawRequest("POST", "/v1/subscriptions", { customer: "cus_any", trial: 10 }),
    { code: "parameter_unknown", param: "trial", message: /^Received unknown parameter: trial/ },
  );
  refused(
    "ruby-mock/subscription_examples.rb",
    "A coupon that is not there is a 400",
    () => subscribed({ discounts: [{ coupon: "none" }] }),
    { code: "resource_missing", message: "No such coupon: 'none'" },
  );
});
