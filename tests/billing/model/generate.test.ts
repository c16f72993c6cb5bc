import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { generate, historyOf } from "./generate";
import { openWorld } from "./world";

const fingerprint = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

test("the same seed makes the same history, to the byte; another seed another one", async () => {
  const [first, again, other] = await Promise.all(
    [1, 1, 2].map(async (seed) =>
      historyOf(await openWorld({ seed, customers: 20 }), { seed, events: 1500 }),
    ),
  );
  expect(fingerprint(first)).toBe(fingerprint(again));
  expect(fingerprint(first)).not.toBe(fingerprint(other));
});

test("between two steps Stripe stands where the history has got to", async () => {
  const world = await openWorld({ seed: 3, customers: 10 });
  let seen = 0;
  for await (const { events } of generate(world, { seed: 3, events: 400 })) {
    const [last] = events.filter(({ type }) => type === "customer.subscription.updated").slice(-1);
    if (!last) continue;
    const { latest_invoice } = await world.stripe.subscriptions.retrieve(last.data.object.id);
    expect(last.data.object).toMatchObject({ latest_invoice });
    seen++;
  }
  expect(seen).toBeGreaterThan(10);
});

test("a long history has every kind of event the application must understand", async () => {
  const steps = await historyOf(await openWorld({ seed: 5, customers: 60 }), { seed: 5, events: 10_000 });
  const types = new Set(steps.flatMap(({ events }) => events.map(({ type }) => type)));
  expect([...types]).toEqual(expect.arrayContaining(WANTED));
});

const WANTED = [
  "charge.failed",
  "charge.refunded",
  "checkout.session.completed",
  "checkout.session.expired",
  "credit_note.created",
  "customer.deleted",
  "customer.discount.created",
  "customer.discount.deleted",
  "customer.subscription.created",
  "customer.subscription.deleted",
  "customer.subscription.paused",
  "customer.subscription.pending_update_applied",
  "customer.subscription.pending_update_expired",
  "customer.subscription.resumed",
  "customer.subscription.trial_will_end",
  "customer.subscription.updated",
  "customer.updated",
  "invoice.created",
  "invoice.finalized",
  "invoice.marked_uncollectible",
  "invoice.paid",
  "invoice.payment_action_required",
  "invoice.payment_failed",
  "invoice.upcoming",
  "invoice.voided",
  "payment_method.attached",
  "payment_method.detached",
  "refund.created",
  "subscription_schedule.created",
  "subscription_schedule.released",
  "subscription_schedule.updated",
];
