import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, firstItem, invoiceOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("schedules", () => {
  test("a downgrade at the period's end is billed at the new price by the renewal", async () => {
    const { subscription, to, now } = await subscribed();
    const schedule = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
    const [current] = schedule.phases;
    if (!current) throw new Error("The schedule has no phase");
    await stripe().subscriptionSchedules.update(schedule.id, {
      end_behavior: "release",
      phases: [
        {
          items: [{ price: prices().starter.id, quantity: 1 }],
          start_date: current.start_date,
          end_date: current.end_date,
        },
        {
          items: [{ price: prices().professional.id, quantity: 1 }],
          duration: { interval: "month", interval_count: 1 },
        },
      ],
    });
    expect((await now()).schedule).toBe(schedule.id);
    await to("2026-12-01T02:00:00Z");
    const changed = await now();
    expect(firstItem(changed).price.id).toBe(prices().professional.id);
    expect(await invoiceOf(stripe(), changed)).toMatchObject({
      total: 9900,
      status: "paid",
      billing_reason: "subscription_cycle",
    });
    await to("2027-01-01T02:00:00Z");
    expect((await now()).schedule).toBeNull();
    expect((await stripe().subscriptionSchedules.retrieve(schedule.id)).status).toBe("released");
  });

  test("a phase has the discounts it names, and none that were given meanwhile", async () => {
    const { subscription, to, now } = await subscribed();
    for (const id of ["kept", "later"])
      await stripe().coupons.create({ id, percent_off: 50, duration: "forever" });
    const schedule = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
    const items = [{ price: prices().starter.id, quantity: 1 }];
    const next = { items, duration: { interval: "month", interval_count: 1 } } as const;
    const [current] = schedule.phases;
    const { start_date, end_date } = current ?? {};
    await stripe().subscriptionSchedules.update(schedule.id, {
      phases: [{ items, start_date, end_date }, { ...next, discounts: [{ coupon: "kept" }] }, next],
    });
    await stripe().subscriptions.update(subscription.id, { discounts: [{ coupon: "later" }] });
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ total: 2900 });
    await to("2026-12-01T02:00:00Z");
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ total: 1450 });
    await to("2027-01-01T02:00:00Z");
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ total: 2900 });
  });

  test("monthly takes over from annual when the year is over", async () => {
    const { subscription, to, now } = await subscribed({
      items: [{ price: prices().professionalAnnual.id }],
    });
    const schedule = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
    const [current] = schedule.phases;
    await stripe().subscriptionSchedules.update(schedule.id, {
      phases: [
        {
          items: [{ price: prices().professionalAnnual.id }],
          start_date: current?.start_date ?? 0,
          end_date: current?.end_date ?? 0,
        },
        { items: [{ price: prices().starter.id }], duration: { interval: "month" } },
      ],
    });
    await to("2027-11-01T02:00:00Z");
    const changed = await now();
    expect(firstItem(changed)).toMatchObject({
      current_period_start: at("2027-11-01T00:00:00Z"),
      current_period_end: at("2027-12-01T00:00:00Z"),
    });
    expect(await invoiceOf(stripe(), changed)).toMatchObject({ total: 2900, status: "paid" });
  });
});
