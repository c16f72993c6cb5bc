import type Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type LocalStripe, startLocalStripe } from "../src/server.js";
import { type Catalog, clientFor, createCatalog, giveCard, invoiceOf, startReceiver } from "./support.js";

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let local: LocalStripe;
let stripe: Stripe;
let prices: Catalog;
let customer: string;

beforeAll(async () => {
  receiver = await startReceiver();
  local = await startLocalStripe({
    port: 0,
    webhook: { url: receiver.url, secret: "whsec_x" },
    webhookMode: { shuffleMs: 20 },
  });
  stripe = clientFor(local.url);
  prices = await createCatalog(stripe);
});
afterAll(async () => {
  await local.stop();
  receiver.stop();
});
beforeEach(async () => {
  customer = (await stripe.customers.create({ email: "owner@example.com", name: "Olive Owner" })).id;
});

const buyer = {
  email: "owner@example.com",
  name: "Olive Owner",
  country: "US",
  expiry: "12 / 39",
  cvc: "123",
};
const CARD = "4242 4242 4242 4242";

const open = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({
    mode: "subscription",
    ui_mode: "hosted_page",
    customer,
    line_items: [{ price: prices.starter.id, quantity: 1 }],
    success_url: "http://app.example/return?session_id={CHECKOUT_SESSION_ID}",
    cancel_url: "http://app.example/plans",
    ...more,
  });

async function submit(url: string | null, form: Record<string, string>) {
  const response = await fetch(String(url), {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  return { status: response.status, location: response.headers.get("location"), html: await response.text() };
}

describe("the hosted checkout", () => {
  test("a card that works ends at the success address, with an active subscription and a delivered event", async () => {
    const session = await open({
      subscription_data: { metadata: { tenant_id: "t1" } },
      client_reference_id: "t1",
    });
    receiver.received.length = 0;
    const paid = await submit(session.url, { ...buyer, number: CARD, intent: "pay" });
    expect(paid).toMatchObject({
      status: 303,
      location: `http://app.example/return?session_id=${session.id}`,
    });
    expect(receiver.received.some(({ body }) => body.includes("checkout.session.completed"))).toBe(true);
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription", "line_items"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      amount_total: 2900,
      client_reference_id: "t1",
      url: null,
    });
    expect(done.subscription).toMatchObject({ status: "active", metadata: { tenant_id: "t1" }, customer });
    expect(done.line_items?.data[0]).toMatchObject({ quantity: 1, amount_total: 2900 });
  });

  test.each([
    ["4000000000000002", "Your card was declined."],
    ["4000000000000341", "Your card was declined."],
    ["4000000000009995", "Your card has insufficient funds."],
    ["4000000000000127", "security code is incorrect"],
    ["4111111111111111", "Your card number is incorrect."],
  ])("%s stays on the page, says why, and sells nothing", async (number, words) => {
    const session = await open();
    const refused = await submit(session.url, { ...buyer, number, intent: "pay" });
    expect(refused.status).toBe(422);
    expect(refused.html.replaceAll("&#39;", "'")).toContain(words);
    expect(refused.html).toContain(`value="${number}"`);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    expect((await stripe.subscriptions.list({ customer, status: "all" })).data).toEqual([]);
    expect((await stripe.paymentMethods.list({ customer })).data).toEqual([]);
  });

  test("what is missing is said next to its field, and the security code is never sent back", async () => {
    const session = await open();
    const refused = await submit(session.url, {
      email: "nobody",
      name: "",
      number: "42",
      expiry: "13/20",
      cvc: "9999",
      intent: "pay",
    });
    for (const id of ["email-error", "name-error", "number-error", "expiry-error"])
      expect(refused.html).toContain(`id="${id}"`);
    expect(refused.html).not.toContain("9999");
  });

  test("a promotion code lowers the total before and after paying; a wrong one says so", async () => {
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: "forever" });
    await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "HALF" });
    const session = await open({ allow_promotion_codes: true });
    expect((await submit(session.url, { ...buyer, promo: "NOPE", intent: "update" })).html).toContain(
      "This code is not valid",
    );
    expect((await submit(session.url, { ...buyer, promo: "half", intent: "update" })).html).toContain(
      "$14.50",
    );
    await submit(session.url, { ...buyer, promo: "half", number: CARD, intent: "pay" });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_total: 1450,
      total_details: { amount_discount: 1450 },
    });
  });

  test("a code with a minimum is taken from the amount on, and not below", async () => {
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: "forever" });
    await stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "BIG",
      restrictions: { minimum_amount: 5800, minimum_amount_currency: "usd" },
    });
    const totalOf = async (quantity: number) => {
      const line_items = [{ price: prices.starter.id, quantity }];
      const session = await open({ allow_promotion_codes: true, line_items });
      return (await submit(session.url, { ...buyer, promo: "BIG", intent: "update" })).html;
    };
    expect(await totalOf(1)).toContain("This code is not valid.");
    expect(await totalOf(2)).toContain("$52.20");
  });

  test("what the session says beside its button is shown there", async () => {
    const { url } = await open({ custom_text: { submit: { message: "You save <$58> a year." } } });
    expect(await (await fetch(String(url))).text()).toContain("You save &lt;$58&gt; a year.");
  });

  test("a trial needs no card when the session says so", async () => {
    const session = await open({
      payment_method_collection: "if_required",
      subscription_data: { trial_period_days: 14 },
    });
    await submit(session.url, { ...buyer, intent: "pay" });
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] });
    expect(done).toMatchObject({
      payment_status: "no_payment_required",
      subscription: { status: "trialing", default_payment_method: null },
    });
  });

  test("demo tax follows the country", async () => {
    const session = await open({ automatic_tax: { enabled: true }, customer_update: { address: "auto" } });
    const page = await submit(session.url, { ...buyer, country: "DE", intent: "update" });
    expect(page.html).toContain("$34.51");
    await submit(session.url, { ...buyer, country: "DE", number: CARD, intent: "pay" });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ address: { country: "DE" } });
  });

  test("an expired session can no longer be paid", async () => {
    const session = await open();
    await stripe.checkout.sessions.expire(session.id);
    expect((await submit(session.url, { ...buyer, number: CARD, intent: "pay" })).status).toBe(410);
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  test("mixed intervals and addresses that are no web pages are refused", async () => {
    const line_items = [
      { price: prices.starter.id, quantity: 1 },
      { price: prices.professionalAnnual.id, quantity: 1 },
    ];
    await expect(open({ line_items })).rejects.toMatchObject({ param: "line_items" });
    await expect(open({ success_url: "javascript:alert(1)" })).rejects.toMatchObject({ code: "url_invalid" });
  });

  test("text from outside is shown as text", async () => {
    const price = await stripe.prices.create({
      currency: "usd",
      unit_amount: 100,
      recurring: { interval: "month" },
      product_data: { name: "<img src=x onerror=alert(1)>" },
    });
    const session = await open({ line_items: [{ price: price.id, quantity: 1 }] });
    const page = await (await fetch(String(session.url))).text();
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
  });
});

describe("the portal", () => {
  test("a new card becomes the default and pays the invoice that was open", async () => {
    await giveCard(stripe, customer, "pm_card_chargeCustomerFail");
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: prices.starter.id }],
    });
    const portal = await stripe.billingPortal.sessions.create({
      customer,
      return_url: "http://app.example/billing",
      flow_data: {
        type: "payment_method_update",
        after_completion: {
          type: "redirect",
          redirect: { return_url: "http://app.example/billing?card=new" },
        },
      },
    });
    const saved = await submit(portal.url, { ...buyer, number: CARD, intent: "card" });
    expect(saved).toMatchObject({ status: 303, location: "http://app.example/billing?card=new" });
    await stripe.invoices.pay((await invoiceOf(stripe, subscription)).id);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
  });

  test("cancelling is offered only where the configuration allows it, and obeyed only there", async () => {
    await giveCard(stripe, customer, "pm_card_visa");
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: prices.starter.id }],
    });
    const form = { subscription: subscription.id, intent: "cancel" };
    const closed = await stripe.billingPortal.configurations.create({
      features: { subscription_cancel: { enabled: false } },
    });
    const strict = await stripe.billingPortal.sessions.create({ customer, configuration: closed.id });
    await submit(strict.url, form);
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at).toBeNull();
    const allowing = await stripe.billingPortal.configurations.create({
      features: { subscription_cancel: { enabled: true } },
    });
    const open = await stripe.billingPortal.sessions.create({ customer, configuration: allowing.id });
    await submit(open.url, form);
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancel_at: expect.any(Number),
      cancel_at_period_end: false,
    });
  });

  test("only what the configuration allows can be changed", async () => {
    const features = { customer_update: { enabled: true, allowed_updates: ["name" as const] } };
    const configuration = await stripe.billingPortal.configurations.create({ features });
    const portal = await stripe.billingPortal.sessions.create({ customer, configuration: configuration.id });
    const form = { name: "Olive and Sons", email: "taken@example.com", country: "FR", intent: "address" };
    await submit(portal.url, form);
    const saved = await stripe.customers.retrieve(customer);
    expect(saved).toMatchObject({ name: "Olive and Sons", email: "owner@example.com", address: null });
  });

  test("address and VAT number are saved, and another customer's subscription cannot be touched", async () => {
    const allowing = await stripe.billingPortal.configurations.create({
      features: {
        subscription_cancel: { enabled: true },
        customer_update: { enabled: true, allowed_updates: ["address", "tax_id"] },
      },
    });
    const portal = await stripe.billingPortal.sessions.create({ customer, configuration: allowing.id });
    await submit(portal.url, {
      line1: "Hauptstraße 1",
      postal_code: "10115",
      city: "Berlin",
      country: "de",
      tax_id: "DE123456789",
      intent: "address",
    });
    const saved = await stripe.customers.retrieve(customer, { expand: ["tax_ids"] });
    expect(saved).toMatchObject({
      address: { city: "Berlin", country: "DE" },
      tax_ids: { data: [{ value: "DE123456789" }] },
    });
    const other = await stripe.customers.create({ payment_method: "pm_card_visa" });
    await giveCard(stripe, other.id, "pm_card_visa");
    const theirs = await stripe.subscriptions.create({
      customer: other.id,
      items: [{ price: prices.starter.id }],
    });
    await submit(portal.url, { subscription: theirs.id, intent: "cancel" });
    expect((await stripe.subscriptions.retrieve(theirs.id)).cancel_at).toBeNull();
  });
});
