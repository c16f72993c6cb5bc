import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { typesOf, withLocalStripe } from "./support.js";

const { stripe } = withLocalStripe();

const FORM = {
  ...{ email: "owner@example.com", name: "Olive Owner", country: "DE", postal_code: "10115" },
  ...{ number: "4242424242424242", expiry: "12 / 39", cvc: "123" },
};

async function opened(more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const { id: customer } = await stripe().customers.create({ email: "owner@example.com" });
  const session = await stripe().checkout.sessions.create({
    mode: "setup",
    currency: "usd",
    customer,
    success_url: "https://example.com/ok?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://example.com/back",
    ...more,
  });
  return { customer, session };
}

async function send({ url }: Stripe.Checkout.Session, form: Record<string, string>) {
  const body = new URLSearchParams(form);
  const response = await fetch(String(url), { method: "POST", body, redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), html: await response.text() };
}

const cardsOf = async (customer: string) => (await stripe().paymentMethods.list({ customer })).data;

describe("a checkout session that saves a card", () => {
  test("has its setup intent from the beginning, and no amounts", async () => {
    const { session, customer } = await opened({
      setup_intent_data: { description: "A card for later", metadata: { kind: "card" } },
    });
    expect(session).toMatchObject({
      mode: "setup",
      status: "open",
      payment_status: "no_payment_required",
      amount_total: null,
      subscription: null,
    });
    expect(await stripe().setupIntents.retrieve(String(session.setup_intent))).toMatchObject({
      customer,
      status: "requires_payment_method",
      description: "A card for later",
      metadata: { kind: "card" },
    });
  });

  test("attaches the card that is typed on its page, tells so, and leads back", async () => {
    const { session, customer } = await opened({
      custom_text: { submit: { message: "Kept for renewals." } },
    });
    const page = await (await fetch(String(session.url))).text();
    expect(page).toContain("Save a card");
    expect(page).toContain("Kept for renewals.");
    expect(page).toContain("owner@example.com");
    expect(await send(session, FORM)).toMatchObject({
      status: 303,
      location: `https://example.com/ok?session=${session.id}`,
    });
    const [card] = await cardsOf(customer);
    expect(card?.billing_details).toMatchObject({ name: "Olive Owner", address: { country: "DE" } });
    const done = await stripe().checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
    expect(done).toMatchObject({
      status: "complete",
      url: null,
      setup_intent: { status: "succeeded", payment_method: card?.id },
    });
    expect(await typesOf(stripe(), session.id)).toEqual(["checkout.session.completed"]);
    const owner = await stripe().customers.retrieve(customer);
    expect(owner).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });

  test("says beside the field what is wrong, keeps what was typed, and saves nothing", async () => {
    const { session, customer } = await opened();
    const bad = await send(session, { ...FORM, number: "4242", expiry: "12 / 01" });
    expect(bad.status).toBe(422);
    expect(bad.html).toMatch(/id="number-error"[^>]*>Enter the whole card number/);
    expect(bad.html).toMatch(/id="expiry-error"/);
    expect(bad.html).toContain('value="Olive Owner"');
    const declined = await send(session, { ...FORM, number: "4000000000009995" });
    expect(declined.status).toBe(422);
    expect(declined.html).toContain("insufficient funds");
    expect(await cardsOf(customer)).toEqual([]);
    expect((await send(session, FORM)).status).toBe(303);
  });

  test("asks the card's owner where the bank does", async () => {
    const { session, customer } = await opened();
    const form = { ...FORM, number: "4000002760003184" };
    const asked = await send(session, form);
    expect(asked).toMatchObject({ status: 200, html: expect.stringContaining("Confirm your card") });
    expect(await cardsOf(customer)).toEqual([]);
    const failed = await send(session, { ...form, challenge: "fail" });
    expect(failed).toMatchObject({ status: 422, html: expect.stringContaining("could not confirm") });
    expect((await send(session, { ...form, challenge: "pass" })).status).toBe(303);
    expect(await cardsOf(customer)).toHaveLength(1);
  });

  test("makes a customer only where it is asked to", async () => {
    const { session: without } = await opened({ customer: undefined });
    await send(without, FORM);
    expect((await stripe().checkout.sessions.retrieve(without.id)).customer).toBeNull();
    const { session } = await opened({ customer: undefined, customer_creation: "always" });
    await send(session, FORM);
    const { customer } = await stripe().checkout.sessions.retrieve(session.id);
    expect(await cardsOf(String(customer))).toHaveLength(1);
  });

  test("that has expired ends its setup intent, which cannot be canceled by itself", async () => {
    const { session } = await opened();
    const intent = String(session.setup_intent);
    const cancel = stripe().setupIntents.cancel(intent);
    await expect(cancel).rejects.toMatchObject({ code: "setup_intent_unexpected_state" });
    await stripe().checkout.sessions.expire(session.id);
    expect((await stripe().setupIntents.retrieve(intent)).status).toBe("canceled");
  });

  test.each([
    [{ line_items: [{ price: "price_any", quantity: 1 }] }, "line_items"],
    [{ subscription_data: { description: "Plan" } }, "subscription_data"],
    [{ payment_method_collection: "always" as const }, "payment_method_collection"],
    [{ allow_promotion_codes: true }, "allow_promotion_codes"],
    [{ currency: undefined }, "currency"],
  ])("refuses what it has no use for, and wants what it needs: %o", async (more, param) => {
    await expect(opened(more)).rejects.toMatchObject({ statusCode: 400, param });
  });
});

test("a session that sells subscriptions refuses what belongs to saving a card", async () => {
  const base = { mode: "subscription", success_url: "https://example.com/ok" } as const;
  await expect(stripe().checkout.sessions.create(base)).rejects.toMatchObject({ param: "line_items" });
  const { id: price } = await stripe().prices.create({
    currency: "usd",
    unit_amount: 900,
    recurring: { interval: "month" },
    product_data: { name: "Starter" },
  });
  const selling = { ...base, line_items: [{ price, quantity: 1 }] };
  const data = stripe().checkout.sessions.create({ ...selling, setup_intent_data: { description: "x" } });
  await expect(data).rejects.toMatchObject({ param: "setup_intent_data" });
  const creation = stripe().checkout.sessions.create({ ...selling, customer_creation: "always" });
  await expect(creation).rejects.toMatchObject({ param: "customer_creation" });
});
