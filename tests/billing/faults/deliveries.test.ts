import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { stripeEvents } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { eventSchema, keepEvent } from "@/lib/billing/sync/inbox";
import { pruneEventsJob } from "@/lib/billing/sync/prune-events";
import { drain, syncNow } from "@/lib/billing/sync/sync";
import { clock, days } from "@/lib/platform/clock";
import {
  entitlementOf,
  eventsOf,
  everythingOf,
  type LocalBilling,
  makeDue,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  syncStateOf,
} from "../local-billing";
import { deliver, eventBody, newEventId } from "./events";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const control = () => billing.local.emulator.control;

describe("what is told twice", () => {
  test("F8: two events for one change lead to one state, told once", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    const settled = await everythingOf(acme);
    for (const id of [newEventId(), newEventId()]) {
      await deliver(billing.webhook.url, eventBody({ id, customer: acme.customerId }));
    }
    await makeDue(acme.customerId);
    expect(await drain()).toEqual(["applied"]);
    expect(await everythingOf(acme)).toEqual(settled);
  });
});

describe("what comes in the wrong order", () => {
  test.each([
    [["customer.subscription.deleted", "customer.subscription.updated", "customer.subscription.created"]],
    [["customer.subscription.updated", "customer.subscription.deleted", "customer.subscription.created"]],
    [["customer.subscription.updated", "customer.subscription.created", "customer.subscription.deleted"]],
  ])("F9: %s end where Stripe is", async (order) => {
    const acme = await payingWorkspace();
    await billing.settle();
    control().setWebhooks({ mode: "hold" });
    const { id } = await subscribe(billing, acme.customerId);
    await billing.dashboard.subscriptions.update(id, { cancel_at: "max_period_end" });
    await billing.dashboard.subscriptions.cancel(id);
    const held = control().deliveries();
    for (const type of order) {
      const delivery = held.find((one) => one.status === "held" && one.type === type);
      await control().replay(delivery?.id ?? "none");
      await syncNow(acme.customerId);
      expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
    }
    control().setWebhooks({ mode: "deliver" });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", version: 1 });
  });
});

describe("what is old", () => {
  /** Fields as they stood before 2025-03-31: the period on the subscription, the subscription on the invoice. */
  const shapes = [
    [
      "2024-06-20",
      { object: "subscription", id: "sub_x", status: "canceled", current_period_end: 1, plan: { id: "p" } },
    ],
    [
      "2020-08-27",
      { object: "invoice", id: "in_x", subscription: "sub_x", paid: false, charge: "ch_x", tax: 7 },
    ],
    [
      "2025-03-31.basil",
      { object: "subscription", id: "sub_x", status: "unpaid", items: { data: [] }, discount: null },
    ],
  ] as const;

  test.each(shapes)("F14: an event in the shape of %s has the same result", async (apiVersion, shape) => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    const settled = await everythingOf(acme);
    const type = shape.object === "invoice" ? "invoice.payment_failed" : "customer.subscription.updated";
    const object = { ...shape, customer: acme.customerId };
    const body = eventBody({ id: newEventId(), type, apiVersion, object });
    expect((await deliver(billing.webhook.url, body)).status).toBe(200);
    await makeDue(acme.customerId);
    expect(await drain()).toEqual(["applied"]);
    expect(await everythingOf(acme)).toEqual(settled);
  });

  test("F17: an event of 29 days ago that is sent again changes nothing, whether we still hold it or not", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    const settled = await everythingOf(acme);
    const old = eventBody({ id: newEventId(), customer: acme.customerId, created: clock.in(-days(29)) });
    for (const isDuplicate of [false, true]) {
      const answer = await deliver(billing.webhook.url, old);
      expect(await answer.json()).toEqual({ received: true, duplicate: isDuplicate });
      await makeDue(acme.customerId);
      await drain();
      expect(await everythingOf(acme)).toEqual(settled);
    }
  });

  test("handled events are forgotten after thirty days; those that wait or died are not", async () => {
    const acme = await payingWorkspace();
    const ids = ["done", "ignored", "unmatched", "pending", "dead"] as const;
    const receivedAt = clock.in(-days(31));
    for (const status of ids) {
      const values = {
        id: `evt_${status}`,
        type: "x",
        payload: {},
        status,
        createdAt: receivedAt,
        receivedAt,
      };
      await withPlatform((db) => db.insert(stripeEvents).values({ ...values, customerId: acme.customerId }));
    }
    const young = newEventId();
    await deliver(billing.webhook.url, eventBody({ id: young, customer: acme.customerId }));
    await pruneEventsJob.run({});
    const kept = (await eventsOf(acme.customerId)).map(({ id }) => id);
    expect(kept).toEqual(expect.arrayContaining(["evt_pending", "evt_dead", young]));
    expect(kept).not.toEqual(expect.arrayContaining(["evt_done"]));
    expect(
      await withPlatform((db) => db.select().from(stripeEvents).where(eq(stripeEvents.id, "evt_ignored"))),
    ).toEqual([]);
  });
});

test("F18: a thousand events of one customer cost a few reads, and nobody waits for them", async () => {
  const [hot, calm] = [await payingWorkspace(), await payingWorkspace()];
  for (const { customerId } of [hot, calm]) await subscribe(billing, customerId);
  await billing.settle();
  const before = (await syncStateOf(hot.customerId))?.wanted ?? 0;
  const stripe = vi.spyOn(billing.local.emulator, "fetch");
  for (let batch = 0; batch < 20; batch++)
    await Promise.all(Array.from({ length: 50 }, () => keep(hot.customerId)));
  await keep(calm.customerId);
  // Who is in line already does not write there again, so the events do not queue for one row either.
  expect(((await syncStateOf(hot.customerId))?.wanted ?? 0) - before).toBeLessThan(50);
  for (const { customerId } of [hot, calm]) await makeDue(customerId);
  expect(await drain()).toEqual(["applied", "applied"]);
  const reads = stripe.mock.calls.filter(([request]) =>
    new URL(request.url).pathname.startsWith("/v1/customers/"),
  );
  expect(reads).toHaveLength(2);
  stripe.mockRestore();
  const waiting = (await eventsOf(hot.customerId)).filter(({ status }) => status === "pending");
  expect(waiting).toEqual([]);
});

async function keep(customer: string): Promise<void> {
  const payload: unknown = JSON.parse(eventBody({ id: newEventId(), customer }));
  await keepEvent(eventSchema.parse(payload), payload);
}
