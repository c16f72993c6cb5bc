import { describe, expect, test } from "vitest";
import { at, createCustomerAt, invoiceOf, withLocalStripe } from "./support.js";

const { local, stripe } = withLocalStripe();
let serial = 0;

async function metered(formula: "sum" | "count" | "last") {
  const event_name = `calls_${serial++}`;
  const meter = await stripe().billing.meters.create({
    display_name: "Calls",
    event_name,
    default_aggregation: { formula },
  });
  const price = await stripe().prices.create({
    currency: "usd",
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    billing_scheme: "tiered",
    tiers_mode: "graduated",
    tiers: [
      { up_to: 1000, unit_amount: 0 },
      { up_to: "inf", unit_amount_decimal: "0.05" as never },
    ],
    product_data: { name: "API calls" },
  });
  const buyer = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
  const subscription = await stripe().subscriptions.create({
    customer: buyer.customer,
    items: [{ price: price.id }],
  });
  const report = (value: number, when: string, identifier?: string) =>
    stripe().billing.meterEvents.create({
      event_name,
      payload: { stripe_customer_id: buyer.customer, value: String(value) },
      timestamp: at(when),
      ...(identifier ? { identifier } : {}),
    });
  return { ...buyer, meter, subscription, report };
}

describe("usage is billed when its period is over", () => {
  test.each([
    { formula: "sum", units: 5000, total: 200 },
    { formula: "last", units: 2000, total: 50 },
    { formula: "count", units: 2, total: 0 },
  ] as const)("by $formula", async ({ formula, units, total }) => {
    const { subscription, report, to } = await metered(formula);
    await to("2026-11-20T00:00:00Z");
    await report(2000, "2026-11-19T00:00:00Z");
    await report(3000, "2026-11-10T00:00:00Z");
    await to("2026-12-01T02:00:00Z");
    const invoice = await invoiceOf(stripe(), await stripe().subscriptions.retrieve(subscription.id));
    expect(invoice.lines.data[0]).toMatchObject({
      quantity: units,
      amount: total,
      period: { start: at("2026-11-01T00:00:00Z"), end: at("2026-12-01T00:00:00Z") },
    });
    expect(invoice.total).toBe(total);
  });

  test("what arrives while the invoice is a draft is still on it", async () => {
    const { subscription, report, to } = await metered("last");
    await to("2026-12-01T00:10:00Z");
    await report(11_000, "2026-11-30T23:59:59Z");
    const live = await stripe().subscriptions.retrieve(subscription.id);
    const closed = await stripe().invoices.finalizeInvoice(String(live.latest_invoice));
    expect(closed.total).toBe(500);
  });

  test("a cancellation at the period's end still bills the usage", async () => {
    const { subscription, report, to } = await metered("sum");
    await stripe().subscriptions.update(subscription.id, { cancel_at: "max_period_end" });
    await to("2026-11-20T00:00:00Z");
    await report(3000, "2026-11-19T00:00:00Z");
    await to("2026-12-01T02:00:00Z");
    const ended = await stripe().subscriptions.retrieve(subscription.id);
    expect(ended.status).toBe("canceled");
    expect(await invoiceOf(stripe(), ended)).toMatchObject({ total: 100, status: "paid" });
  });
});

describe("meter events", () => {
  test("an identifier is taken once a day, and a canceled event does not count", async () => {
    const { report, meter, customer, to } = await metered("sum");
    await to("2026-11-05T00:00:00Z");
    await report(10, "2026-11-04T00:00:00Z", "one");
    await report(7, "2026-11-04T00:00:00Z", "two");
    await expect(report(10, "2026-11-04T00:00:00Z", "one")).rejects.toMatchObject({
      statusCode: 400,
      code: "resource_already_exists",
    });
    await stripe().billing.meterEventAdjustments.create({
      event_name: meter.event_name,
      type: "cancel",
      cancel: { identifier: "two" },
    });
    local().emulator.control.setSettings({ meterLagMs: 0 });
    const window = { customer, start_time: at("2026-11-01T00:00:00Z"), end_time: at("2026-11-06T00:00:00Z") };
    const { data } = await stripe().billing.meters.listEventSummaries(meter.id, window);
    expect(data.map((each) => each.aggregated_value)).toEqual([10]);
  });

  test.each([
    ["2026-09-01T00:00:00Z", "timestamp_too_far_in_past"],
    ["2026-11-01T00:10:00Z", "timestamp_in_future"],
  ])("a timestamp of %s is refused", async (when, code) => {
    const { report } = await metered("sum");
    await expect(report(1, when)).rejects.toMatchObject({ code });
  });

  test("an event for no meter is refused", async () => {
    const attempt = stripe().billing.meterEvents.create({
      event_name: "nothing",
      payload: { stripe_customer_id: "cus_1", value: "1" },
    });
    await expect(attempt).rejects.toMatchObject({ statusCode: 400, param: "event_name" });
  });

  test("an inactive meter takes nothing in until it is active again (SDK: deactivate)", async () => {
    const { meter, report } = await metered("sum");
    const off = await stripe().billing.meters.deactivate(meter.id);
    expect(off).toMatchObject({
      status: "inactive",
      status_transitions: { deactivated_at: expect.any(Number) },
    });
    await expect(report(1, "2026-11-01T00:00:00Z")).rejects.toMatchObject({ statusCode: 400 });
    await stripe().billing.meters.reactivate(meter.id);
    expect(await report(1, "2026-11-01T00:00:00Z")).toMatchObject({ object: "billing.meter_event" });
  });

  test("an identifier is free again after a day, and each day of a summary counts by itself", async () => {
    const { report, meter, customer, to } = await metered("sum");
    local().emulator.control.setSettings({ meterLagMs: 0 });
    await to("2026-11-03T12:00:00Z");
    await report(10, "2026-11-01T08:00:00Z", "a");
    await report(5, "2026-11-01T09:00:00Z", "b");
    await report(7, "2026-11-03T08:00:00Z", "c");
    const { data } = await stripe().billing.meters.listEventSummaries(meter.id, {
      customer,
      start_time: at("2026-11-01T00:00:00Z"),
      end_time: at("2026-11-04T00:00:00Z"),
      value_grouping_window: "day",
    });
    expect(data.map(({ aggregated_value }) => aggregated_value)).toEqual([7, 15]);
  });
});
