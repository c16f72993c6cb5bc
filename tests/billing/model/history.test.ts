import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { historyOf } from "./generate";
import { openWorld, type World } from "./world";

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

  test("a customer's balance is the sum of its transactions, and each invoice took what it says", async () => {
    const { world } = await history;
    for (const customer of await living(world)) {
      const moves = await world.stripe.customers
        .listBalanceTransactions(customer.id, everything)
        .autoPagingToArray(ALL);
      expect(customer.balance).toBe(moves.reduce((sum, { amount }) => sum + amount, 0));
    }
    const invoices = await world.stripe.invoices.list(everything).autoPagingToArray(ALL);
    for (const invoice of invoices.filter(({ ending_balance }) => ending_balance !== null)) {
      const credited = invoice.pre_payment_credit_notes_amount;
      const taken = (invoice.ending_balance ?? 0) - invoice.starting_balance;
      expect(invoice.amount_due + credited).toBe(invoice.total - taken);
      expect(invoice.total).toBe(sumOfLines(invoice));
    }
  });

  test("what cards paid is what paid invoices were owed", async () => {
    const { world } = await history;
    const charges = await world.stripe.charges.list(everything).autoPagingToArray(ALL);
    const invoices = await world.stripe.invoices.list(everything).autoPagingToArray(ALL);
    const charged = charges.filter(({ paid }) => paid).reduce((sum, { amount }) => sum + amount, 0);
    expect(charged).toBe(invoices.reduce((sum, { amount_paid }) => sum + amount_paid, 0));
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

async function living({ stripe }: World): Promise<Stripe.Customer[]> {
  return stripe.customers.list(everything).autoPagingToArray(ALL);
}

function sumOfLines(invoice: Stripe.Invoice): number {
  return invoice.lines.data.reduce((sum, line) => {
    const discount = (line.discount_amounts ?? []).reduce((total, each) => total + each.amount, 0);
    return sum + line.amount - discount;
  }, 0);
}

/** Decimals of the SDK become the strings they travel as. */
function plain(object: object): object {
  return JSON.parse(JSON.stringify(object));
}
