import { describe, expect, test } from "vitest";
import { START, withSubscriptions } from "./subscribed.js";
import { createCustomerAt, invoiceOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("the first payment", () => {
  test("a card that pays makes the subscription active and the invoice paid in the same request", async () => {
    const { subscription } = await subscribed();
    expect(subscription.status).toBe("active");
    expect(await invoiceOf(stripe(), subscription)).toMatchObject({
      status: "paid",
      billing_reason: "subscription_create",
      attempt_count: 1,
    });
  });

  test("a card that fails leaves it incomplete, and 23 hours later expired with a void invoice", async () => {
    const { subscription, to, now } = await subscribed({}, "pm_card_chargeCustomerFail");
    expect(subscription.status).toBe("incomplete");
    expect(await invoiceOf(stripe(), subscription)).toMatchObject({
      status: "open",
      next_payment_attempt: null,
    });
    await to("2026-11-01T23:30:00Z");
    expect((await now()).status).toBe("incomplete_expired");
    expect((await invoiceOf(stripe(), subscription)).status).toBe("void");
  });

  test("error_if_incomplete refuses with 402 and writes nothing", async () => {
    const buyer = await createCustomerAt(stripe(), START, "pm_card_chargeCustomerFail");
    const attempt = stripe().subscriptions.create({
      customer: buyer.customer,
      items: [{ price: prices().starter.id }],
      payment_behavior: "error_if_incomplete",
    });
    await expect(attempt).rejects.toMatchObject({
      statusCode: 402,
      code: "card_declined",
      decline_code: "generic_decline",
    });
    expect((await stripe().subscriptions.list({ customer: buyer.customer, status: "all" })).data).toEqual([]);
    expect((await stripe().invoices.list({ customer: buyer.customer })).data).toEqual([]);
  });

  test("default_incomplete waits for the payer to confirm the payment", async () => {
    const { subscription, now } = await subscribed({
      payment_behavior: "default_incomplete",
      expand: ["latest_invoice.payments", "latest_invoice.confirmation_secret"],
    });
    expect(subscription.status).toBe("incomplete");
    const invoice = subscription.latest_invoice;
    if (typeof invoice !== "object" || !invoice) throw new Error("The invoice was not expanded");
    expect(invoice.confirmation_secret?.client_secret).toMatch(/^pi_\w+_secret_\w+$/);
    const intent = invoice.payments?.data[0]?.payment.payment_intent;
    await stripe().paymentIntents.confirm(String(intent), { payment_method: "pm_card_visa" });
    expect((await now()).status).toBe("active");
  });
});
