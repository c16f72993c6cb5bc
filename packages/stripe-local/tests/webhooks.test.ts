import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LocalStripe, startLocalStripe } from "../src/server.js";
import { DEFAULT_MODE } from "../src/webhooks.js";
import { clientFor, startReceiver } from "./support.js";

const SECRET = "whsec_test_local";
const calm = { shuffleMs: 0, duplicateRate: 0, retryDelaysMs: [60_000, 60_000, 60_000] };
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let local: LocalStripe;
let stripe: Stripe;

beforeAll(async () => {
  receiver = await startReceiver();
  local = await startLocalStripe({ port: 0, seed: 7, webhook: { url: receiver.url, secret: SECRET } });
  stripe = clientFor(local.url);
});
afterAll(async () => {
  await local.stop();
  receiver.stop();
});
beforeEach(() => {
  local.emulator.control.reset();
  local.emulator.control.setWebhooks({ ...DEFAULT_MODE, ...calm });
  receiver.received.length = 0;
  receiver.answers.status = 200;
});

async function subscribe() {
  const { id: customer } = await stripe.customers.create({});
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 2900,
    recurring: { interval: "month" },
    product_data: { name: "Plan" },
  });
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: price.id }],
    default_payment_method: method.id,
  });
  await local.emulator.drain();
  return { customer, subscription };
}

const parsed = () =>
  receiver.received.map(({ body, signature }) => Stripe.webhooks.constructEvent(body, signature, SECRET));

describe("signatures", () => {
  test("the SDK accepts a delivery, and refuses it with one byte changed or another secret", async () => {
    await stripe.customers.create({ email: "a@example.com" });
    await local.emulator.drain();
    const [delivery] = receiver.received;
    if (!delivery) throw new Error("Nothing was delivered");
    expect(parsed()[0]).toMatchObject({
      type: "customer.created",
      api_version: "2026-10-28.endive",
      livemode: false,
    });
    const { body, signature } = delivery;
    expect(() => Stripe.webhooks.constructEvent(body.replace("a@", "b@"), signature, SECRET)).toThrow();
    expect(() => Stripe.webhooks.constructEvent(body, signature, "whsec_other")).toThrow();
  });

  test("while a secret is rolled both verify", async () => {
    local.emulator.control.setWebhooks({ alsoSignWith: "whsec_next" });
    await stripe.customers.create({});
    await local.emulator.drain();
    const [{ body, signature } = { body: "", signature: "" }] = receiver.received;
    expect(Stripe.webhooks.constructEvent(body, signature, SECRET).type).toBe("customer.created");
    expect(Stripe.webhooks.constructEvent(body, signature, "whsec_next").type).toBe("customer.created");
  });
});

describe("delivery", () => {
  test("an update says what changed and which request did it", async () => {
    const customer = await stripe.customers.create({ email: "a@example.com" });
    await stripe.customers.update(customer.id, { email: "b@example.com" }, { idempotencyKey: "once" });
    await local.emulator.drain();
    const updated = parsed().find((event) => event.type === "customer.updated");
    expect(updated?.data.previous_attributes).toEqual({ email: "a@example.com" });
    expect(updated?.request).toMatchObject({ idempotency_key: "once", id: expect.stringMatching(/^req_/) });
  });

  test("anything but 2xx is tried again, and the event counts as undelivered until it arrives", async () => {
    receiver.answers.status = 302;
    await stripe.customers.create({});
    await local.emulator.drain();
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
    receiver.answers.status = 200;
    await local.emulator.drain();
    expect(receiver.received.length).toBeGreaterThan(1);
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
  });

  test("an endpoint that never answers well is given up after the last retry", async () => {
    receiver.answers.status = 500;
    await stripe.customers.create({});
    for (let round = 0; round < 6; round++) await local.emulator.drain();
    expect(receiver.received).toHaveLength(1 + calm.retryDelaysMs.length);
    expect(local.emulator.control.deliveries()[0]?.status).toBe("failed");
  });

  test("a draft waits three days for an endpoint that does not take its creation (docs: status transitions)", async () => {
    local.emulator.control.setWebhooks({ retryDelaysMs: [600_000] });
    const { customer, subscription } = await subscribe();
    const renewal = async () => (await stripe.invoices.list({ customer, limit: 1 })).data[0];
    const hours = (count: number) =>
      local.emulator.control.advance({ to: local.emulator.control.now() + count * 3600 });
    receiver.answers.status = 500;
    local.emulator.control.advance({ to: subscription.items.data[0]?.current_period_end ?? 0 });
    await local.emulator.drain();
    hours(2);
    expect(await renewal()).toMatchObject({ billing_reason: "subscription_cycle", status: "draft" });
    hours(69);
    expect((await renewal())?.status).toBe("draft");
    hours(1);
    expect((await renewal())?.status).toBe("paid");
    await local.emulator.drain();
  });

  test("a draft that waited is finalised once its creation is taken", async () => {
    local.emulator.control.setWebhooks({ retryDelaysMs: [600_000] });
    const { customer, subscription } = await subscribe();
    const renewal = async () => (await stripe.invoices.list({ customer, limit: 1 })).data[0];
    receiver.answers.status = 500;
    const end = subscription.items.data[0]?.current_period_end ?? 0;
    local.emulator.control.advance({ to: end });
    await local.emulator.drain();
    local.emulator.control.advance({ to: end + 2 * 3600 });
    expect((await renewal())?.status).toBe("draft");
    receiver.answers.status = 200;
    await local.emulator.drain();
    expect((await renewal())?.status).toBe("paid");
    await local.emulator.drain();
  });

  test("order is not kept, every event arrives, and some arrive twice", async () => {
    local.emulator.control.setWebhooks({ shuffleMs: 3_600_000, duplicateRate: 0.2 });
    const names = Array.from({ length: 40 }, (_, index) => `customer ${index}`);
    for (const name of names) await stripe.customers.create({ name });
    await local.emulator.drain();
    const order = parsed().map((event) => (event.type === "customer.created" ? event.data.object.name : ""));
    expect(new Set(order)).toEqual(new Set(names));
    expect(order.length).toBeGreaterThan(names.length);
    expect([...new Set(order)]).not.toEqual(names);
  });

  test("held deliveries wait for their release; dropped ones are recoverable from the event list", async () => {
    local.emulator.control.setWebhooks({ mode: "hold" });
    await stripe.customers.create({ name: "held" });
    await local.emulator.drain();
    expect(receiver.received).toEqual([]);
    local.emulator.control.setWebhooks({ mode: "drop" });
    await stripe.customers.create({ name: "dropped" });
    local.emulator.control.setWebhooks({ mode: "deliver" });
    await local.emulator.drain();
    expect(parsed().map((event) => event.type === "customer.created" && event.data.object.name)).toEqual([
      "held",
    ]);
    const lost = await stripe.events.list({ delivery_success: false });
    expect(lost.data.map((event) => event.type === "customer.created" && event.data.object.name)).toEqual([
      "dropped",
    ]);
  });

  test("while nobody listens nothing is sent, and nothing counts as undelivered later", async () => {
    local.emulator.control.setWebhooks({ mode: "off" });
    await stripe.customers.create({ name: "unheard" });
    local.emulator.control.setWebhooks({ mode: "deliver" });
    await local.emulator.drain();
    expect(receiver.received).toEqual([]);
    expect((await stripe.events.list({ delivery_success: false })).data).toEqual([]);
    expect((await stripe.events.list({ type: "customer.created" })).data).toHaveLength(1);
  });

  test("a delivery can be replayed over the control API", async () => {
    await stripe.customers.create({});
    await local.emulator.drain();
    const { data } = await (await fetch(`${local.url}/_emu/deliveries`)).json();
    await fetch(`${local.url}/_emu/deliveries/${data[0].id}/replay`, { method: "POST" });
    const [first, second] = parsed();
    expect(second?.id).toBe(first?.id);
  });

  test("an event that nothing here causes can be injected", async () => {
    const object = { id: "dp_1", object: "dispute", charge: "ch_1" };
    await fetch(`${local.url}/_emu/events`, {
      method: "POST",
      body: JSON.stringify({ type: "charge.dispute.created", object }),
    });
    await local.emulator.drain();
    expect(parsed()[0]).toMatchObject({ type: "charge.dispute.created", data: { object } });
  });

  test("the endpoint's address can be changed while it runs", async () => {
    const other = await startReceiver();
    await fetch(`${local.url}/_emu/webhooks`, { method: "POST", body: JSON.stringify({ url: other.url }) });
    await stripe.customers.create({});
    await local.emulator.drain();
    local.emulator.control.setWebhooks({ url: receiver.url });
    other.stop();
    expect(other.received).toHaveLength(1);
    expect(receiver.received).toHaveLength(0);
  });

  test("an endpoint made through the API gets only the types it asked for, signed with its own secret", async () => {
    const other = await startReceiver();
    const endpoint = await stripe.webhookEndpoints.create({
      url: other.url,
      enabled_events: ["product.created"],
    });
    await stripe.customers.create({});
    await stripe.products.create({ name: "Plan" });
    await local.emulator.drain();
    other.stop();
    const [only, ...rest] = other.received;
    expect(rest).toEqual([]);
    expect(
      Stripe.webhooks.constructEvent(only?.body ?? "", only?.signature ?? "", endpoint.secret ?? "").type,
    ).toBe("product.created");
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
  });

  test("an endpoint that was deleted gets nothing more", async () => {
    const other = await startReceiver();
    const { id } = await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ["*"] });
    expect(await stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true });
    await stripe.customers.create({});
    await local.emulator.drain();
    other.stop();
    expect(receiver.received).toHaveLength(1);
    expect(other.received).toEqual([]);
    await expect(stripe.webhookEndpoints.del(id)).rejects.toMatchObject({ code: "resource_missing" });
  });
});
