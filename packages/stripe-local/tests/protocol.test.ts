import type Stripe from "stripe";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  clientFor,
  createCatalog,
  createCustomerAt,
  firstItem,
  giveCard,
  withLocalStripe,
} from "./support.js";

const { local, stripe } = withLocalStripe();
const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
  fetch(`${local().url}${path}`, {
    method,
    headers: { authorization: "Bearer sk_test_local", ...headers },
    ...(body === undefined ? {} : { body }),
  });
afterEach(() => local().emulator.control.setFaults([]));

describe("keys", () => {
  test("any test key is accepted, by bearer and by basic", async () => {
    expect((await raw("GET", "/v1/customers", { authorization: "Bearer sk_test_anything" })).status).toBe(
      200,
    );
    expect((await raw("GET", "/v1/customers", { authorization: `Basic ${btoa("sk_test_x:")}` })).status).toBe(
      200,
    );
  });

  test.each(["Bearer sk_live_51H", "Bearer nonsense", ""])(
    "%s is refused with 401",
    async (authorization) => {
      const response = await raw("GET", "/v1/customers", { authorization });
      expect(response.status).toBe(401);
      expect((await response.json()).error.type).toBe("invalid_request_error");
    },
  );
});

describe("errors have Stripe's shapes", () => {
  test("an unknown parameter names itself", async () => {
    const attempt = stripe().customers.create({
      email: "a@example.com",
      favorite: "blue",
    } as Stripe.CustomerCreateParams);
    await expect(attempt).rejects.toMatchObject({
      statusCode: 400,
      code: "parameter_unknown",
      param: "favorite",
      requestId: expect.stringMatching(/^req_/),
    });
  });

  test("a missing parameter names itself", async () => {
    const response = await raw("POST", "/v1/prices", {}, "unit_amount=100");
    expect(await response.json()).toMatchObject({ error: { code: "parameter_missing", param: "currency" } });
  });

  test("an id that is nowhere is a 404 resource_missing", async () => {
    await expect(stripe().subscriptions.retrieve("sub_none")).rejects.toMatchObject({
      statusCode: 404,
      code: "resource_missing",
    });
  });

  test("what is not built says so loudly", async () => {
    await expect(stripe().transfers.create({ currency: "usd", destination: "acct_1" })).rejects.toMatchObject(
      { statusCode: 404, code: "emulator_unsupported" },
    );
  });

  test("another API version and connected accounts are refused, not guessed at", async () => {
    expect((await raw("GET", "/v1/customers", { "stripe-version": "2023-10-16" })).status).toBe(404);
    expect((await raw("GET", "/v1/customers", { "stripe-account": "acct_1" })).status).toBe(404);
  });

  test("a broken path and a key meant for prototypes are refused, not executed", async () => {
    expect((await raw("GET", "/v1/customers/%E0%A4%A")).status).toBe(400);
    expect((await raw("POST", "/v1/customers", {}, "metadata[__proto__][x]=1")).status).toBe(400);
  });
});

describe("idempotency", () => {
  test("the same key and parameters give the first answer again", async () => {
    const first = await stripe().customers.create({ name: "once" }, { idempotencyKey: "k1" });
    const second = await stripe().customers.create({ name: "once" }, { idempotencyKey: "k1" });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
  });

  test("the same key with other parameters is refused", async () => {
    await stripe().customers.create({ name: "a" }, { idempotencyKey: "k2" });
    await expect(stripe().customers.create({ name: "b" }, { idempotencyKey: "k2" })).rejects.toMatchObject({
      type: "StripeIdempotencyError",
      statusCode: 400,
    });
  });

  test("a decline is remembered too, and a validation error is not", async () => {
    const buyer = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z", "pm_card_chargeCustomerFail");
    const { starter } = await createCatalog(stripe());
    const input: Stripe.SubscriptionCreateParams = {
      customer: buyer.customer,
      items: [{ price: starter.id }],
      payment_behavior: "error_if_incomplete",
    };
    await expect(stripe().subscriptions.create(input, { idempotencyKey: "k3" })).rejects.toMatchObject({
      statusCode: 402,
    });
    await giveCard(stripe(), buyer.customer, "pm_card_visa");
    await expect(stripe().subscriptions.create(input, { idempotencyKey: "k3" })).rejects.toMatchObject({
      statusCode: 402,
    });
    await expect(
      stripe().prices.create({ currency: "usd" } as Stripe.PriceCreateParams, { idempotencyKey: "k4" }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await stripe().customers.create({}, { idempotencyKey: "k4" });
  });

  test("a key in use is a 409 that asks to come back", async () => {
    local().emulator.control.setFaults([
      { match: "POST /v1/customers", nth: 1, action: "delay", delayMs: 2_000 },
    ]);
    const arrived = vi.spyOn(local().emulator, "fetch");
    const slow = stripe().customers.create({ name: "slow" }, { idempotencyKey: "k5" });
    await expect.poll(() => arrived.mock.calls.length).toBeGreaterThan(0);
    arrived.mockRestore();
    await expect(stripe().customers.create({ name: "slow" }, { idempotencyKey: "k5" })).rejects.toMatchObject(
      { statusCode: 409, code: "idempotency_key_in_use" },
    );
    await slow;
  });

  test("an answer lost after the work was done is not done twice by the SDK's retry", async () => {
    local().emulator.control.setFaults([{ match: "POST /v1/products", nth: 1, action: "drop_after_commit" }]);
    const product = await clientFor(local().url, { maxNetworkRetries: 2 }).products.create({
      name: "Only once",
    });
    const all = await stripe().products.list({ limit: 100 });
    expect(all.data.filter((each) => each.name === "Only once").map((each) => each.id)).toEqual([product.id]);
  });
});

describe("faults", () => {
  test.each([
    ["500", 500],
    ["429", 429],
    ["409", 409],
  ] as const)("an injected %s strikes once and the SDK gets through", async (action, status) => {
    local().emulator.control.setFaults([{ match: "GET /v1/customers*", nth: 1, action }]);
    await expect(stripe().customers.list()).rejects.toMatchObject({ statusCode: status });
    local().emulator.control.setFaults([{ match: "GET /v1/customers*", nth: 1, action }]);
    await expect(clientFor(local().url, { maxNetworkRetries: 2 }).customers.list()).resolves.toBeDefined();
  });

  test("a connection can be cut before anything happens", async () => {
    local().emulator.control.setFaults([{ match: "GET /v1/products", action: "conn_reset" }]);
    await expect(stripe().products.list()).rejects.toMatchObject({ type: "StripeConnectionError" });
  });
});

describe("lists, search and expansion", () => {
  test("pages go newest first and meet without gaps in both directions", async () => {
    const made: string[] = [];
    for (let index = 0; index < 5; index++)
      made.unshift((await stripe().products.create({ name: `Page ${index}` })).id);
    const first = await stripe().products.list({ limit: 2 });
    const second = await stripe().products.list({ limit: 2, starting_after: first.data[1]?.id ?? "" });
    const back = await stripe().products.list({ limit: 2, ending_before: second.data[0]?.id ?? "" });
    expect([...first.data, ...second.data].map((each) => each.id)).toEqual(made.slice(0, 4));
    expect(first.has_more).toBe(true);
    expect(back.data.map((each) => each.id)).toEqual(first.data.map((each) => each.id));
    await expect(stripe().products.list({ limit: 101 })).rejects.toMatchObject({ param: "limit" });
  });

  test("a lookup key moves to the new price, also inside subscriptions", async () => {
    const product = await stripe().products.create({ name: "Starter" });
    const base = {
      currency: "usd",
      recurring: { interval: "month" as const },
      product: product.id,
      lookup_key: "starter_base_monthly",
    };
    const old = await stripe().prices.create({ ...base, unit_amount: 2900 });
    const buyer = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    const { id } = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: old.id }],
    });
    await expect(stripe().prices.create({ ...base, unit_amount: 3900 })).rejects.toMatchObject({
      param: "lookup_key",
    });
    const price = await stripe().prices.create({ ...base, unit_amount: 3900, transfer_lookup_key: true });
    expect(
      (await stripe().prices.list({ lookup_keys: ["starter_base_monthly"] })).data.map((each) => each.id),
    ).toEqual([price.id]);
    expect(firstItem(await stripe().subscriptions.retrieve(id)).price).toMatchObject({
      id: old.id,
      lookup_key: null,
      unit_amount: 2900,
    });
  });

  test("search lags behind a write on purpose", async () => {
    const customer = await stripe().customers.create({
      email: "find@example.com",
      metadata: { tenant: "t1" },
    });
    const query = "email:'find@example.com' AND metadata['tenant']:'t1'";
    expect((await stripe().customers.search({ query })).data).toEqual([]);
    local().emulator.advanceTo(customer.created + 5);
    expect((await stripe().customers.search({ query })).data.map((each) => each.id)).toEqual([customer.id]);
  });

  test("ids become objects where asked, and nowhere else", async () => {
    const buyer = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
    const { starter } = await createCatalog(stripe());
    const { id } = await stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: starter.id }],
    });
    const plain = await stripe().subscriptions.retrieve(id);
    const wide = await stripe().subscriptions.retrieve(id, {
      expand: [
        "customer.invoice_settings.default_payment_method",
        "latest_invoice.payments.data.payment.payment_intent",
      ],
    });
    expect(plain.customer).toBe(buyer.customer);
    expect(wide.customer).toMatchObject({
      id: buyer.customer,
      invoice_settings: { default_payment_method: { card: { last4: "4242" } } },
    });
    expect(wide.latest_invoice).toMatchObject({
      payments: { data: [{ payment: { payment_intent: { status: "succeeded" } } }] },
    });
    const list = await stripe().subscriptions.list({ customer: buyer.customer, expand: ["data.customer"] });
    expect(list.data[0]?.customer).toMatchObject({ id: buyer.customer });
    await expect(stripe().subscriptions.retrieve(id, { expand: ["status"] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});
