import { expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { firstItem, invoiceOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

test("a quantity changed with create_prorations waits for the renewal", async () => {
  const { subscription, to } = await subscribed({
    items: [{ price: prices().seat.id, quantity: 4 }],
  });
  await to("2026-11-16T00:00:00Z");
  const lowered = await stripe().subscriptions.update(subscription.id, {
    items: [{ id: firstItem(subscription).id, quantity: 2 }],
    proration_behavior: "create_prorations",
  });
  expect(lowered.latest_invoice).toBe(subscription.latest_invoice);
  const upcoming = await stripe().invoices.createPreview({ subscription: subscription.id });
  const recurring = await stripe().invoices.createPreview({
    subscription: subscription.id,
    preview_mode: "recurring",
  });
  expect(upcoming.total).toBe(-2400 + 1200 + 2400);
  expect(recurring.total).toBe(2400);
  await to("2026-12-01T02:00:00Z");
  const renewed = await invoiceOf(stripe(), await stripe().subscriptions.retrieve(subscription.id));
  expect(renewed).toMatchObject({
    total: upcoming.total,
    status: "paid",
    billing_reason: "subscription_cycle",
  });
});

test("a preview leaves nothing behind", async () => {
  const { subscription, customer, to } = await subscribed();
  await to("2026-11-10T00:00:00Z");
  const before = await stripe().events.list({ limit: 100 });
  await stripe().invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id }],
      proration_behavior: "always_invoice",
    },
  });
  const after = await stripe().events.list({ limit: 100 });
  expect(after.data[0]?.id).toBe(before.data[0]?.id);
  expect((await stripe().invoices.list({ customer })).data).toHaveLength(1);
  expect(firstItem(await stripe().subscriptions.retrieve(subscription.id)).price.id).toBe(
    prices().starter.id,
  );
});

test("a schedule is previewed by the terms of its next phase", async () => {
  const { subscription, to } = await subscribed({ items: [{ price: prices().professional.id }] });
  const schedule = await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
  const [current] = schedule.phases;
  await stripe().subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        items: [{ price: prices().professional.id, quantity: 1 }],
        start_date: current?.start_date,
        end_date: current?.end_date,
      },
      { items: [{ price: prices().starter.id, quantity: 1 }] },
    ],
  });
  const upcoming = await stripe().invoices.createPreview({ schedule: schedule.id });
  await to("2026-12-01T02:00:00Z");
  const renewed = await invoiceOf(stripe(), await stripe().subscriptions.retrieve(subscription.id));
  expect(upcoming.total).toBe(renewed.total);
  expect(firstItem(await stripe().subscriptions.retrieve(subscription.id)).price.id).toBe(
    prices().starter.id,
  );
});
