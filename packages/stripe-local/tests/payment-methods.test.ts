import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { giveCard, typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

const customer = async () => (await stripe().customers.create({ email: "owner@example.com" })).id;
const attached = async (owner: string, card = "pm_card_visa") =>
  (await stripe().paymentMethods.attach(card, { customer: owner })).id;
const ofNobody = async () =>
  (await stripe().paymentMethods.create({ type: "card", card: { token: "tok_visa" } })).id;
const refused = (message: string, more: object = {}) => ({
  statusCode: 400,
  type: "StripeInvalidRequestError",
  message: expect.stringContaining(message),
  ...more,
});

describe("a card", () => {
  test("is made of a token, belongs to nobody, and is then attached", async () => {
    const made = await stripe().paymentMethods.create({
      type: "card",
      card: { token: "tok_mastercard" },
      billing_details: { name: "Olive Owner", address: { country: "DE" } },
      metadata: { from: "form" },
    });
    expect(made).toMatchObject({
      customer: null,
      card: { brand: "mastercard", last4: "4444" },
      billing_details: { name: "Olive Owner", address: { country: "DE", line1: null } },
      metadata: { from: "form" },
    });
    const owner = await customer();
    expect((await stripe().paymentMethods.attach(made.id, { customer: owner })).customer).toBe(owner);
    expect(await typesOf(stripe(), made.id)).toEqual(["payment_method.attached"]);
  });

  test("is not made of a number that a server sends", async () => {
    const card = { number: "4242424242424242", exp_month: 12, exp_year: 2040 };
    await expect(stripe().paymentMethods.create({ type: "card", card })).rejects.toMatchObject({
      statusCode: 402,
      message: expect.stringContaining("Sending credit card numbers directly"),
    });
  });

  test("is not made of a token that does not exist", async () => {
    const card = { token: "tok_nonsense" };
    await expect(stripe().paymentMethods.create({ type: "card", card })).rejects.toMatchObject({
      statusCode: 400,
      code: "resource_missing",
    });
  });

  test("is listed for its customer, newest first, page by page, and read through them", async () => {
    const owner = await customer();
    const first = await attached(owner);
    const second = await attached(owner, "pm_card_mastercard");
    const listed = await stripe().customers.listPaymentMethods(owner, { limit: 1 });
    expect(listed).toMatchObject({ has_more: true, data: [{ id: second }] });
    const rest = await stripe().customers.listPaymentMethods(owner, { starting_after: second });
    expect(rest.data.map(({ id }) => id)).toEqual([first]);
    const all = await stripe().paymentMethods.list({ customer: owner, type: "card" });
    expect(all.data.map(({ id }) => id)).toEqual([second, first]);
    expect((await stripe().customers.retrievePaymentMethod(owner, first)).id).toBe(first);
    expect((await stripe().paymentMethods.list({ customer: owner, type: "sepa_debit" })).data).toEqual([]);
  });

  test("cannot be read through a customer who does not have it", async () => {
    const theirs = await attached(await customer());
    const read = stripe().customers.retrievePaymentMethod(await customer(), theirs);
    await expect(read).rejects.toMatchObject({ code: "resource_missing" });
  });

  test("can change its expiry and what the bank knows of its owner, nothing else", async () => {
    const owner = await customer();
    const id = await attached(owner);
    const changed = await stripe().paymentMethods.update(id, {
      card: { exp_month: 7, exp_year: 2041 },
      billing_details: { name: "Nora New", address: { postal_code: "10115", country: "DE" } },
    });
    expect(changed).toMatchObject({
      card: { exp_month: 7, exp_year: 2041, last4: "4242" },
      billing_details: { name: "Nora New", address: { postal_code: "10115" } },
    });
    const cleared = await stripe().paymentMethods.update(id, { billing_details: { name: "" } });
    expect(cleared.billing_details).toMatchObject({ name: null, address: { postal_code: "10115" } });
    expect(await typesOf(stripe(), id)).toContain("payment_method.updated");
  });

  test.each([
    [{ exp_month: 13, exp_year: 2041 }, "invalid_expiry_month"],
    [{ exp_month: 12, exp_year: 2001 }, "invalid_expiry_year"],
  ])("does not take %o for an expiry", async (card, code) => {
    const id = await attached(await customer());
    const update = stripe().paymentMethods.update(id, { card });
    await expect(update).rejects.toMatchObject({ statusCode: 402, type: "StripeCardError", code });
  });

  test("that nobody has cannot be changed", async () => {
    const update = stripe().paymentMethods.update(await ofNobody(), { card: { exp_month: 1 } });
    await expect(update).rejects.toMatchObject(refused("save this PaymentMethod to a customer"));
  });

  test("that its bank declines at once cannot be attached", async () => {
    const attach = stripe().paymentMethods.attach("pm_card_visa_chargeDeclinedInsufficientFunds", {
      customer: await customer(),
    });
    await expect(attach).rejects.toMatchObject({
      statusCode: 402,
      code: "card_declined",
      decline_code: "insufficient_funds",
    });
  });

  test("of one customer cannot be attached to another; to its own it may be, once more", async () => {
    const owner = await customer();
    const id = await attached(owner);
    const attach = stripe().paymentMethods.attach(id, { customer: await customer() });
    await expect(attach).rejects.toMatchObject(refused("has already been attached to a customer"));
    expect((await stripe().paymentMethods.attach(id, { customer: owner })).customer).toBe(owner);
  });

  test("that was detached is of no more use", async () => {
    const owner = await customer();
    const id = await attached(owner);
    expect((await stripe().paymentMethods.detach(id)).customer).toBeNull();
    expect(await typesOf(stripe(), id)).toEqual(["payment_method.detached", "payment_method.attached"]);
    const again = stripe().paymentMethods.attach(id, { customer: owner });
    await expect(again).rejects.toMatchObject(refused("may not be used again"));
    const twice = stripe().paymentMethods.detach(id);
    await expect(twice).rejects.toMatchObject(refused("detachment is impossible"));
    expect((await stripe().paymentMethods.retrieve(id)).customer).toBeNull();
  });
});

describe("the default card", () => {
  const expectRefusal = async (request: Promise<unknown>, param: string) =>
    expect(request).rejects.toMatchObject(
      refused("must be attached to the customer", { code: "resource_missing", param }),
    );
  const standing = async (owner: string) => {
    const found = await stripe().customers.retrieve(owner);
    return "invoice_settings" in found ? found.invoice_settings.default_payment_method : undefined;
  };

  test("of a new customer may be the one they are created with", async () => {
    const { id, invoice_settings: settings } = await stripe().customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
    });
    const { data } = await stripe().paymentMethods.list({ customer: id });
    expect(data.map((each) => each.id)).toEqual([settings.default_payment_method]);
  });

  test("of a customer is one that they have", async () => {
    const owner = await customer();
    for (const method of [await ofNobody(), await attached(await customer()), "pm_card_visa"]) {
      const update = stripe().customers.update(owner, {
        invoice_settings: { default_payment_method: method },
      });
      await expectRefusal(update, "invoice_settings[default_payment_method]");
    }
    expect(await standing(owner)).toBeNull();
  });

  test("of a subscription is one that its customer has, when it is created and later", async () => {
    const theirs = await attached(await customer());
    const { customer: owner, subscription } = await subscribed();
    const change = stripe().subscriptions.update(subscription.id, { default_payment_method: theirs });
    await expectRefusal(change, "default_payment_method");
    const create = stripe().subscriptions.create({
      customer: owner,
      default_payment_method: theirs,
      items: [{ price: prices().starter.id }],
    });
    await expectRefusal(create, "default_payment_method");
  });

  test("of an invoice that is paid by request is one that its customer has", async () => {
    const { subscription } = await subscribed({ payment_behavior: "default_incomplete" }, null);
    const pay = stripe().invoices.pay(String(subscription.latest_invoice), {
      payment_method: await ofNobody(),
    });
    await expectRefusal(pay, "payment_method");
  });

  test("is nobody's any more once it is detached, and the next renewal goes by the customer's other one", async () => {
    const { customer: owner, subscription, to, now } = await subscribed();
    const own = await attached(owner, "pm_card_mastercard");
    await stripe().subscriptions.update(subscription.id, { default_payment_method: own });
    await stripe().paymentMethods.detach(own);
    expect((await now()).default_payment_method).toBeNull();
    await to("2026-12-01T02:00:00Z");
    expect((await now()).status).toBe("active");
    await stripe().paymentMethods.detach(String(await standing(owner)));
    expect(await standing(owner)).toBeNull();
    await to("2027-01-01T02:00:00Z");
    expect((await now()).status).toBe("past_due");
    await giveCard(stripe(), owner, "pm_card_visa");
    const latest = (await now()).latest_invoice;
    const paid = await stripe().invoices.pay(typeof latest === "string" ? latest : "");
    expect(paid.status).toBe("paid");
  });

  test("of a subscription is taken off with an empty string", async () => {
    const { customer: owner, subscription } = await subscribed();
    const own = await attached(owner, "pm_card_mastercard");
    await stripe().subscriptions.update(subscription.id, { default_payment_method: own });
    const off: Stripe.SubscriptionUpdateParams = { default_payment_method: "" };
    expect((await stripe().subscriptions.update(subscription.id, off)).default_payment_method).toBeNull();
  });
});
