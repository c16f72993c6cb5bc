import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { createCustomerAt, firstItem, giveCard, invoiceOf, typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();
const CARD = "pm_card_authenticationRequired";

async function submit(url: string | null | undefined, form: Record<string, string>) {
  const body = new URLSearchParams(form);
  const response = await fetch(String(url), { method: "POST", body, redirect: "manual" });
  return { status: response.status, location: response.headers.get("location"), html: await response.text() };
}

const intentOf = async (customer: string) =>
  (await stripe().paymentIntents.list({ customer, limit: 1 })).data[0];

/** The hosted page of an invoice asks its owner, and pays once they have confirmed. */
async function confirm(invoice: Stripe.Invoice) {
  const page = await (await fetch(String(invoice.hosted_invoice_url))).text();
  expect(page).toContain("The bank asks the owner of the card");
  expect((await submit(invoice.hosted_invoice_url, { challenge: "pass" })).status).toBe(303);
  const paid = await stripe().invoices.retrieve(invoice.id);
  expect(paid.status).toBe("paid");
  expect((await intentOf(String(paid.customer)))?.next_action).toBeNull();
}

describe("a card whose owner has to confirm every payment (docs: testing, 3D Secure)", () => {
  test("leaves a new subscription incomplete until then", async () => {
    const { subscription, customer, now } = await subscribed({}, CARD);
    expect(subscription.status).toBe("incomplete");
    const invoice = await invoiceOf(stripe(), subscription);
    expect(await intentOf(customer)).toMatchObject({
      status: "requires_action",
      next_action: { redirect_to_url: { url: invoice.hosted_invoice_url } },
    });
    expect(await typesOf(stripe(), invoice.id)).toContain("invoice.payment_action_required");
    await confirm(invoice);
    expect((await now()).status).toBe("active");
  });

  test("makes a renewal past due until then, and the next renewal asks again", async () => {
    const { customer, to, now } = await subscribed();
    await giveCard(stripe(), customer, CARD);
    await to("2026-12-01T02:00:00Z");
    expect((await now()).status).toBe("past_due");
    const invoice = await invoiceOf(stripe(), await now());
    const told = await typesOf(stripe(), invoice.id);
    expect(told).toEqual(
      expect.arrayContaining(["invoice.payment_action_required", "invoice.payment_failed"]),
    );
    await confirm(invoice);
    expect((await now()).status).toBe("active");
    await to("2027-01-01T02:00:00Z");
    expect((await now()).status).toBe("past_due");
  });

  test("holds an upgrade back until then", async () => {
    const { customer, subscription, to, now } = await subscribed();
    await giveCard(stripe(), customer, CARD);
    await to("2026-11-16T00:00:00Z");
    const held = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    expect(held.pending_update).not.toBeNull();
    await confirm(await invoiceOf(stripe(), held));
    expect(firstItem(await now()).price.id).toBe(prices().professional.id);
  });

  test("leaves a resumed subscription paused until then", async () => {
    const { customer, subscription, to, now } = await subscribed();
    await to("2026-11-16T00:00:00Z");
    await stripe().subscriptions.pause(subscription.id);
    await giveCard(stripe(), customer, CARD);
    await to("2026-12-16T00:00:00Z");
    const resumed = await stripe().subscriptions.resume(subscription.id, {
      payment_behavior: "resume_on_payment_success",
    });
    expect(resumed.status).toBe("paused");
    await confirm(await invoiceOf(stripe(), resumed));
    expect((await now()).status).toBe("active");
  });

  test("is refused with a code of its own where an invoice is paid by request, and can be confirmed by intent", async () => {
    const { customer, to, now } = await subscribed({}, "pm_card_visa");
    await giveCard(stripe(), customer, CARD);
    await to("2026-12-01T02:00:00Z");
    const { id } = await invoiceOf(stripe(), await now());
    await expect(stripe().invoices.pay(id)).rejects.toMatchObject({
      statusCode: 402,
      code: "invoice_payment_intent_requires_action",
    });
    const intent = await intentOf(customer);
    const again = await stripe().paymentIntents.confirm(intent?.id ?? "");
    expect(again.status).toBe("requires_action");
  });

  test("that cannot be confirmed needs another try or another card", async () => {
    const { subscription, customer } = await subscribed({}, CARD);
    const invoice = await invoiceOf(stripe(), subscription);
    const refused = await submit(invoice.hosted_invoice_url, { challenge: "fail" });
    expect(refused).toMatchObject({ status: 422, html: expect.stringContaining("could not confirm") });
    expect(await intentOf(customer)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
    const card = { number: "4242424242424242", expiry: "12 / 39", cvc: "123" };
    expect((await submit(invoice.hosted_invoice_url, card)).status).toBe(303);
    expect((await stripe().invoices.retrieve(invoice.id)).status).toBe("paid");
  });

  test("is asked for on the hosted checkout, before anything is bought", async () => {
    const { customer } = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z", null);
    const { id, url } = await stripe().checkout.sessions.create({
      mode: "subscription",
      customer,
      line_items: [{ price: prices().starter.id, quantity: 1 }],
      success_url: "https://example.com/ok",
    });
    const form = {
      ...{ email: "owner@example.com", name: "Olive Owner", country: "US", intent: "pay" },
      ...{ number: "4000002760003184", expiry: "12 / 39", cvc: "123" },
    };
    expect(await submit(url, form)).toMatchObject({
      status: 200,
      html: expect.stringContaining("confirm a payment of $29.00"),
    });
    expect((await stripe().subscriptions.list({ customer, status: "all" })).data).toEqual([]);
    const failed = await submit(url, { ...form, challenge: "fail" });
    expect(failed.html).toContain("could not confirm");
    expect(await submit(url, { ...form, challenge: "pass" })).toMatchObject({
      status: 303,
      location: "https://example.com/ok",
    });
    expect(await stripe().checkout.sessions.retrieve(id)).toMatchObject({ status: "complete" });
    const [bought] = (await stripe().subscriptions.list({ customer })).data;
    expect(bought?.status).toBe("active");
  });
});
