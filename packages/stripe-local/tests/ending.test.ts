import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, firstItem, invoiceOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("a deleted customer", () => {
  test("takes the subscription along and is a tombstone afterwards", async () => {
    const { customer, now } = await subscribed();
    await stripe().customers.del(customer);
    expect((await now()).status).toBe("canceled");
    expect(await stripe().customers.retrieve(customer)).toEqual({
      id: customer,
      object: "customer",
      deleted: true,
    });
    await expect(stripe().customers.update(customer, { name: "x" })).rejects.toMatchObject({
      code: "resource_missing",
    });
  });
});

describe("cancelling", () => {
  test("at the period's end, taken back, and set again", async () => {
    const { subscription, to, now } = await subscribed();
    const scheduled = await stripe().subscriptions.update(subscription.id, {
      cancel_at: "max_period_end",
      cancellation_details: { feedback: "too_expensive" },
    });
    expect(scheduled).toMatchObject({ cancel_at: at("2026-12-01T00:00:00Z"), cancel_at_period_end: false });
    expect(scheduled.cancellation_details).toMatchObject({
      feedback: "too_expensive",
      reason: "cancellation_requested",
    });
    const undone = await stripe().subscriptions.update(subscription.id, { cancel_at: "" });
    expect(undone).toMatchObject({ cancel_at: null, canceled_at: null });
    await stripe().subscriptions.update(subscription.id, { cancel_at: "max_period_end" });
    await to("2026-12-02T00:00:00Z");
    expect(await now()).toMatchObject({ status: "canceled", ended_at: at("2026-12-01T00:00:00Z") });
  });

  test("now, with the unused time credited on a final invoice", async () => {
    const { subscription, customer, to } = await subscribed();
    await to("2026-11-16T00:00:00Z");
    const canceled = await stripe().subscriptions.cancel(subscription.id, {
      prorate: true,
      invoice_now: true,
    });
    expect(canceled.status).toBe("canceled");
    expect(await invoiceOf(stripe(), canceled)).toMatchObject({ total: -1450, status: "paid" });
    expect(await stripe().customers.retrieve(customer)).toMatchObject({ balance: -1450 });
  });

  test("a canceled subscription stays canceled", async () => {
    const { subscription } = await subscribed();
    await stripe().subscriptions.cancel(subscription.id);
    const swap = { items: [{ id: firstItem(subscription).id, price: prices().professional.id }] };
    await expect(stripe().subscriptions.update(subscription.id, swap)).rejects.toMatchObject({
      statusCode: 400,
    });
    const noted = await stripe().subscriptions.update(subscription.id, { metadata: { reason: "moved" } });
    expect(noted).toMatchObject({ status: "canceled", metadata: { reason: "moved" } });
    await expect(stripe().subscriptions.cancel(subscription.id)).rejects.toMatchObject({ statusCode: 404 });
  });

  test("now, without prorate, nothing is credited; usage and waiting items are left (SDK: cancel)", async () => {
    const { subscription, customer, to } = await subscribed();
    await to("2026-11-16T00:00:00Z");
    const ended = await stripe().subscriptions.cancel(subscription.id);
    expect(ended).toMatchObject({ status: "canceled", ended_at: at("2026-11-16T00:00:00Z") });
    expect((await stripe().invoices.list({ customer })).data).toHaveLength(1);
  });

  test("only an open invoice can be voided or given up, and only a draft deleted (SDK: invoices)", async () => {
    const { subscription } = await subscribed();
    const { id } = await invoiceOf(stripe(), subscription);
    await expect(stripe().invoices.voidInvoice(id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe().invoices.markUncollectible(id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe().invoices.del(id)).rejects.toMatchObject({ statusCode: 400 });
  });
});
