import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { withSubscriptions } from "../subscribed.js";
import { fact } from "./fact.js";

const { local, stripe, prices } = withSubscriptions();

const session = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe().checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: prices().starter.id, quantity: 1 }],
    success_url: "https://example.com/success",
    cancel_url: "https://example.com/cancel",
    ...more,
  });

describe("checkout", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "A session is open, its id begins with cs_, and it is found again",
    async () => {
      const made = await session();
      expect(made).toMatchObject({ object: "checkout.session", status: "open", mode: "subscription" });
      expect(made.id).toMatch(/^cs_/);
      expect(await stripe().checkout.sessions.retrieve(made.id)).toMatchObject({ id: made.id });
    },
  );

  fact("paper_tiger/contract_test.exs", "A session can be expired", async () => {
    const { id } = await session();
    expect((await stripe().checkout.sessions.expire(id)).status).toBe("expired");
  });

  fact("paper_tiger/contract_test.exs", "The line items of a session are read page by page", async () => {
    const line_items = [
      { price: prices().starter.id, quantity: 1 },
      { price: prices().seat.id, quantity: 2 },
    ];
    const { id } = await session({ line_items });
    const page = await stripe().checkout.sessions.listLineItems(id, { limit: 1 });
    expect(page).toMatchObject({
      has_more: true,
      data: [{ object: "item", amount_total: 2900, quantity: 1 }],
    });
  });

  fact(
    "cashier/CheckoutTest.php",
    "A session that takes promotion codes says so, and one with a coupon does not",
    async () => {
      expect((await session({ allow_promotion_codes: true })).allow_promotion_codes).toBe(true);
      const { id: coupon } = await stripe().coupons.create({ percent_off: 10, duration: "once" });
      expect((await session({ discounts: [{ coupon }] })).allow_promotion_codes).toBeNull();
    },
  );

  fact("cashier/CheckoutTest.php", "A session can be for somebody who is no customer yet", async () => {
    expect(await session()).toMatchObject({ customer: null, status: "open" });
  });
});

describe("the portal", () => {
  const configure = () =>
    stripe().billingPortal.configurations.create({
      default_return_url: "https://example.com/account",
      features: {
        customer_update: { enabled: true, allowed_updates: ["email"] },
        invoice_history: { enabled: true },
      },
    });

  fact("paper_tiger/contract_test.exs", "A configuration is active and its id begins with bpc_", async () => {
    const made = await configure();
    expect(made).toMatchObject({ object: "billing_portal.configuration", active: true });
    expect(made.id).toMatch(/^bpc_/);
  });

  fact(
    "paper_tiger/contract_test.exs",
    "A session of the portal has its customer, its configuration and a page",
    async () => {
      const { id: configuration } = await configure();
      const { id: customer } = await stripe().customers.create({});
      const return_url = "https://example.com/account";
      const made = await stripe().billingPortal.sessions.create({ configuration, customer, return_url });
      expect(made).toMatchObject({ object: "billing_portal.session", configuration, customer, return_url });
      expect(made.url.startsWith(local().url)).toBe(true);
    },
  );
});

describe("the catalog", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "Products are listed by ids and by whether they are active",
    async () => {
      const { id: active } = await stripe().products.create({ name: "Active" });
      const { id: retired } = await stripe().products.create({ name: "Retired", active: false });
      const { data } = await stripe().products.list({ active: true, ids: [active, retired], limit: 10 });
      expect(data.map(({ id }) => id)).toEqual([active]);
    },
  );

  fact("paper_tiger/contract_test.exs", "Prices are listed by everything that tells them apart", async () => {
    const { id: product } = await stripe().products.create({ name: "Filtered" });
    const monthly = await stripe().prices.create({
      currency: "usd",
      product,
      lookup_key: "filtered",
      unit_amount: 1200,
      recurring: { interval: "month", usage_type: "licensed" },
    });
    const once = await stripe().prices.create({ active: false, currency: "eur", product, unit_amount: 500 });
    const recurring = await stripe().prices.list({
      active: true,
      currency: "usd",
      lookup_keys: ["filtered"],
      product,
      recurring: { interval: "month", usage_type: "licensed" },
      type: "recurring",
    });
    expect(recurring.data.map(({ id }) => id)).toEqual([monthly.id]);
    const inactive = await stripe().prices.list({ active: false, product, type: "one_time" });
    expect(inactive.data.map(({ id }) => id)).toEqual([once.id]);
    const expanded = await stripe().prices.list({ product, expand: ["data.product"] });
    expect(expanded.data[0]?.product).toMatchObject({ id: product, object: "product" });
  });
});
