import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, firstItem, giveCard, invoiceOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("pausing", () => {
  test("is refused while a schedule is attached, and allowed once it is released", async () => {
    const { subscription } = await subscribed();
    const schedule = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
    await expect(stripe().subscriptions.pause(subscription.id)).rejects.toMatchObject({ statusCode: 400 });
    await stripe().subscriptionSchedules.release(schedule.id);
    expect((await stripe().subscriptions.pause(subscription.id)).status).toBe("paused");
  });

  test("a plan changed while paused is billed in full when it resumes", async () => {
    const { subscription, to } = await subscribed();
    const nothing = { unused_time_from: { type: "none" } } as const;
    await stripe().subscriptions.pause(subscription.id, { bill_for: nothing });
    await to("2026-11-20T00:00:00Z");
    await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
      proration_behavior: "always_invoice",
    });
    const resumed = await stripe().subscriptions.resume(subscription.id);
    expect(await invoiceOf(stripe(), resumed)).toMatchObject({ total: 9900, status: "paid" });
  });

  test("a paused subscription does not renew", async () => {
    const { subscription, customer, to, now } = await subscribed();
    await stripe().subscriptions.pause(subscription.id);
    await to("2026-12-25T00:00:00Z");
    expect((await now()).status).toBe("paused");
    expect((await stripe().invoices.list({ customer })).data).toHaveLength(1);
  });

  test("a resumption that must be paid stays paused on a decline, and its invoice is void a day later", async () => {
    const { subscription, customer, to, now } = await subscribed();
    await stripe().subscriptions.pause(subscription.id, { bill_for: { unused_time_from: { type: "none" } } });
    await giveCard(stripe(), customer, "pm_card_chargeCustomerFail");
    await to("2026-11-20T00:00:00Z");
    const attempt = await stripe().subscriptions.resume(subscription.id, {
      payment_behavior: "resume_on_payment_success",
    });
    expect(attempt.status).toBe("paused");
    await to("2026-11-21T00:00:00Z");
    expect((await now()).status).toBe("paused");
    expect((await stripe().invoices.retrieve(String(attempt.latest_invoice))).status).toBe("void");
  });

  test("with a failed attempt allowed, the resumed subscription is past_due and its invoice stays open (SDK: resume)", async () => {
    const { subscription, customer, to } = await subscribed();
    await stripe().subscriptions.pause(subscription.id, { bill_for: { unused_time_from: { type: "none" } } });
    await giveCard(stripe(), customer, "pm_card_chargeCustomerFail");
    await to("2026-11-20T00:00:00Z");
    const resumed = await stripe().subscriptions.resume(subscription.id, {
      payment_behavior: "resume_on_payment_attempt",
    });
    expect(resumed.status).toBe("past_due");
    expect(await invoiceOf(stripe(), resumed)).toMatchObject({ status: "open", attempted: true });
  });

  test("without a card nothing is attempted: it stays paused, and a day later the invoice is void (SDK: resume)", async () => {
    const { subscription, customer, to, now } = await subscribed();
    await stripe().subscriptions.pause(subscription.id, { bill_for: { unused_time_from: { type: "none" } } });
    const { invoice_settings } = await stripe().customers.update(customer, {
      invoice_settings: { default_payment_method: "" },
    });
    expect(invoice_settings.default_payment_method).toBeNull();
    const attempt = await stripe().subscriptions.resume(subscription.id);
    expect(await invoiceOf(stripe(), attempt)).toMatchObject({ status: "open", attempted: false });
    await to("2026-11-02T00:00:00Z");
    expect((await now()).status).toBe("paused");
    expect((await invoiceOf(stripe(), attempt)).status).toBe("void");
  });

  test("a resumption invoice voided by hand leaves it paused; one marked uncollectible resumes it (SDK: resume)", async () => {
    const { subscription, customer, now } = await subscribed();
    await stripe().subscriptions.pause(subscription.id, { bill_for: { unused_time_from: { type: "none" } } });
    await giveCard(stripe(), customer, "pm_card_chargeCustomerFail");
    const resume = () =>
      stripe().subscriptions.resume(subscription.id, { payment_behavior: "resume_on_payment_success" });
    await stripe().invoices.voidInvoice(String((await resume()).latest_invoice));
    expect((await now()).status).toBe("paused");
    await stripe().invoices.markUncollectible(String((await resume()).latest_invoice));
    expect((await now()).status).toBe("active");
  });

  test.each([
    { from: "now", credit: -1450 },
    { from: "item_current_period_start", credit: -2900 },
    { from: "none", credit: null },
  ] as const)("bill_for.unused_time_from $from credits $credit (SDK: pause)", async ({ from, credit }) => {
    const { subscription, customer, to } = await subscribed();
    await to("2026-11-16T00:00:00Z");
    await stripe().subscriptions.pause(subscription.id, { bill_for: { unused_time_from: { type: from } } });
    const { data } = await stripe().invoiceItems.list({ customer, pending: true });
    expect(data.map(({ amount }) => amount)).toEqual(credit === null ? [] : [credit]);
  });

  test("with invoicing_behavior invoice the credit goes to the balance at once (SDK: pause)", async () => {
    const { subscription, customer, to } = await subscribed();
    await to("2026-11-16T00:00:00Z");
    const preview = await stripe().invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { pause: { invoicing_behavior: "invoice", type: "subscription" } },
    });
    await stripe().subscriptions.pause(subscription.id, { invoicing_behavior: "invoice" });
    expect(preview.total).toBe(-1450);
    expect(await stripe().customers.retrieve(customer)).toMatchObject({ balance: -1450 });
  });

  test("a collection holiday ends by itself at resumes_at (SDK: pause_collection)", async () => {
    const { subscription, to, now } = await subscribed();
    await stripe().subscriptions.update(subscription.id, {
      pause_collection: { behavior: "keep_as_draft", resumes_at: at("2026-12-15T00:00:00Z") },
    });
    await to("2026-12-01T02:00:00Z");
    expect(await now()).toMatchObject({ status: "active", pause_collection: { behavior: "keep_as_draft" } });
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ status: "draft", auto_advance: false });
    await to("2027-01-01T02:00:00Z");
    expect((await now()).pause_collection).toBeNull();
    expect((await invoiceOf(stripe(), await now())).status).toBe("paid");
  });
});
