import { describe, expect, test } from "vitest";
import { wrongInAccount } from "../identity/account";
import { readAccount } from "../identity/books";
import { historyOf } from "./generate";
import { openWorld } from "./world";

/** A year and more of random operations, and where they left the account. */
async function lived(seed: number) {
  const world = await openWorld({ seed, customers: 40 });
  const steps = await historyOf(world, { seed, events: 4000 });
  return { world, steps };
}

const everything = { limit: 100 };
const ALL = { limit: 10_000 };

describe.each([11, 12, 13])("after the random history of seed %i", (seed) => {
  const history = lived(seed);

  test("the last event about an object shows it as the API does: nothing changes unannounced", async () => {
    const { world, steps } = await history;
    const last = new Map<string, object>();
    for (const { type, data } of steps.flatMap(({ events }) => events)) {
      const isSubject = /^(customer\.subscription|invoice|customer)\.(?!discount|upcoming)\w+$/.test(type);
      if (isSubject) last.set(data.object.id, data.object);
    }
    const { stripe } = world;
    const current = [
      ...(await stripe.customers.list(everything).autoPagingToArray(ALL)),
      ...(await stripe.subscriptions.list({ ...everything, status: "all" }).autoPagingToArray(ALL)),
      ...(await stripe.invoices.list(everything).autoPagingToArray(ALL)),
    ];
    expect(current.length).toBeGreaterThan(100);
    for (const object of current) {
      const announced = last.get(object.id);
      if (announced) expect(plain(announced)).toEqual(plain(object));
      else expect(object).toMatchObject({ object: "customer" });
    }
  });

  test("every sum of every customer's account comes out", async () => {
    const { world } = await history;
    for (const customerId of world.customers) {
      expect(wrongInAccount(await readAccount(world.stripe, customerId))).toEqual([]);
    }
  });

  test("a subscription that ended does nothing more, and time never runs backwards", async () => {
    const { steps } = await history;
    const ended = new Set<string>();
    let before = 0;
    for (const { type, data, created } of steps.flatMap(({ events }) => events)) {
      expect(created).toBeGreaterThanOrEqual(before);
      before = created;
      if (!type.startsWith("customer.subscription.")) continue;
      expect(ended.has(data.object.id) && type !== "customer.subscription.updated", type).toBe(false);
      if (type === "customer.subscription.deleted") ended.add(data.object.id);
    }
    expect(ended.size).toBeGreaterThan(10);
  });

  test("a live subscription's periods hold the present, and a paused one's do not move", async () => {
    const { world, steps } = await history;
    const now = steps.at(-1)?.now ?? 0;
    const subscriptions = await world.stripe.subscriptions.list(everything).autoPagingToArray(ALL);
    const live = subscriptions.filter(({ status }) => ["active", "trialing", "past_due"].includes(status));
    expect(live.length).toBeGreaterThan(5);
    for (const item of live.flatMap(({ items }) => items.data)) {
      expect(item.current_period_start).toBeLessThanOrEqual(now);
      expect(item.current_period_end).toBeGreaterThan(now);
    }
  });
});

/** Decimals of the SDK become the strings they travel as. */
function plain(object: object): object {
  return JSON.parse(JSON.stringify(object));
}
