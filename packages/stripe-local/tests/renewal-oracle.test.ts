import Stripe from "stripe";
import { expect, test } from "vitest";
import { boundaryOf, ratio, roundedSum } from "./oracle.js";
import { account, anyMoment, latest, lines, net } from "./oracle-account.js";
import { type Random, seeded } from "./random.js";

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);

/** What was paid for an item until the end of its period, and what it costs for a whole one. */
interface Item {
  unit: number;
  quantity: number;
  paid: { amount: number; start: number } | null;
}

test.each(seeds)(
  "seed %i: items come, go and change, at once or on the next invoice, and the renewal adds up",
  async (seed) => {
    const random = seeded(seed);
    const start = anyMoment(random);
    const end = boundaryOf(start, 1, 1);
    const { stripe, customer, price, to } = await account(start);
    const amounts = Array.from({ length: 5 }, () => random.between(50, 200_000));
    const prices = await Promise.all(amounts.map((amount) => price(amount, 1)));
    const unitOf = (id: string) => prices.findIndex((each) => each.id === id);
    const full = ({ unit, quantity }: Item) => (amounts[unit] ?? 0) * quantity;

    let subscription = await stripe.subscriptions.create({
      customer,
      items: [0, 1].map((unit) => ({ price: prices[unit]?.id ?? "", quantity: random.between(1, 9) })),
    });
    let items = new Map(
      subscription.items.data.map((each): [string, Item] => {
        const item = { unit: unitOf(each.price.id), quantity: each.quantity ?? 1, paid: null };
        return [each.id, { ...item, paid: { amount: full(item), start } }];
      }),
    );
    let waiting: number[] = [];
    let at = start;
    for (let change = 0; change < 4; change++) {
      at = random.between(at, end - 1);
      to(at);
      const params = anyChange(random, subscription, prices);
      const behavior = random.pick(["always_invoice", "create_prorations", "none"] as const);
      const before = subscription.latest_invoice;
      subscription = await stripe.subscriptions.update(subscription.id, {
        items: params,
        proration_behavior: behavior,
      });
      const after = new Map<string, Item>();
      const moves: number[] = [];
      for (const each of subscription.items.data) {
        const known = items.get(each.id);
        const now = { unit: unitOf(each.price.id), quantity: each.quantity ?? 1, paid: known?.paid ?? null };
        const isSame = known && known.unit === now.unit && known.quantity === now.quantity;
        if (behavior === "none" || isSame) {
          after.set(each.id, now);
          continue;
        }
        if (known?.paid) moves.push(-ratio(known.paid.amount, end - at, end - known.paid.start));
        const debit = ratio(full(now), end - at, end - start);
        moves.push(debit);
        after.set(each.id, { ...now, paid: { amount: debit, start: at } });
      }
      for (const [id, gone] of items) {
        if (!after.has(id) && behavior !== "none" && gone.paid)
          moves.push(-ratio(gone.paid.amount, end - at, end - gone.paid.start));
      }
      items = after;
      waiting.push(...moves);
      if (behavior === "always_invoice" && waiting.length > 0) {
        expect(sorted(lines(await latest(stripe, subscription)).map(net))).toEqual(sorted(waiting));
        waiting = [];
      } else expect(subscription.latest_invoice).toBe(before);
    }

    to(end + 2 * 3600);
    subscription = await stripe.subscriptions.retrieve(subscription.id);
    const renewal = await latest(stripe, subscription);
    const expected = [...waiting, ...[...items.values()].map(full)];
    expect(sorted(lines(renewal).map(net))).toEqual(sorted(expected));
    expect(renewal.total).toBe(expected.reduce((sum, each) => sum + each, 0));
  },
);

test.each(seeds.slice(0, 30))(
  "seed %i: a pause credits what is left, and each way of resuming bills what is used",
  async (seed) => {
    const random = seeded(seed);
    const start = anyMoment(random);
    const end = boundaryOf(start, 1, 1);
    const amount = random.between(50, 200_000);
    const { stripe, customer, price, to } = await account(start);
    const { id } = await stripe.subscriptions.create({
      customer,
      items: [{ price: (await price(amount, 1)).id }],
    });
    const paused = random.between(start, end - 2);
    to(paused);
    await stripe.subscriptions.pause(id);
    const credit = -ratio(amount, end - paused, end - start);
    const resumedAt = random.between(paused + 1, end - 1);
    to(resumedAt);
    const type = random.pick(["now", "unchanged"] as const);
    const resumed = await stripe.subscriptions.resume(id, {
      billing_cycle_anchor: { type },
      proration_behavior: "always_invoice",
    });
    const debit = type === "now" ? amount : ratio(amount, end - resumedAt, end - start);
    expect(lines(await latest(stripe, resumed)).map(net)).toEqual([credit, debit]);
    expect(resumed.items.data[0]?.current_period_end).toBe(
      type === "now" ? boundaryOf(resumedAt, 1, 1) : end,
    );
  },
);

test.each(seeds.slice(0, 30))("seed %i: graduated usage is exact until it is rounded once", async (seed) => {
  const random = seeded(seed);
  const start = anyMoment(random);
  const { stripe, customer, to } = await account(start);
  const meter = await stripe.billing.meters.create({
    display_name: "Calls",
    event_name: "calls",
    default_aggregation: { formula: "last" },
  });
  const [included, second] = [random.between(0, 2000), random.between(2001, 5000)];
  const micros = [random.between(0, 99_999), random.between(0, 99_999)];
  const perUnit = (micro: number) => `0.${String(micro).padStart(5, "0")}`;
  const price = await stripe.prices.create({
    currency: "usd",
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    billing_scheme: "tiered",
    tiers_mode: "graduated",
    tiers: [
      ...(included > 0 ? [{ up_to: included, unit_amount: 0 }] : []),
      { up_to: second, unit_amount_decimal: Stripe.Decimal.from(perUnit(micros[0] ?? 0)) },
      { up_to: "inf" as const, unit_amount_decimal: Stripe.Decimal.from(perUnit(micros[1] ?? 0)) },
    ],
    product_data: { name: "Calls" },
  });
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const used = random.between(0, 9000);
  to(start + 86_400);
  await stripe.billing.meterEvents.create({
    event_name: "calls",
    payload: { stripe_customer_id: customer, value: String(used) },
  });
  to(boundaryOf(start, 1, 1) + 7200);
  const invoice = await latest(stripe, await stripe.subscriptions.retrieve(id));
  const middle = Math.max(0, Math.min(used, second) - included);
  const above = Math.max(0, used - second);
  expect(invoice.total).toBe(
    roundedSum([BigInt(middle) * BigInt(micros[0] ?? 0), BigInt(above) * BigInt(micros[1] ?? 0)], 100_000n),
  );
});

function anyChange(random: Random, { items }: Stripe.Subscription, prices: Stripe.Price[]) {
  const taken = new Set(items.data.map((each) => each.price.id));
  const free = prices.filter(({ id }) => !taken.has(id));
  const changes: Stripe.SubscriptionUpdateParams.Item[] = [];
  const [first, ...others] = items.data;
  if (first && random.chance(0.7)) {
    const swapped = free.length > 0 && random.chance(0.5) ? free.pop() : undefined;
    changes.push({ id: first.id, price: swapped?.id ?? first.price.id, quantity: random.between(1, 9) });
  }
  for (const { id } of others) {
    if (random.chance(0.3)) changes.push({ id, deleted: true });
    else if (random.chance(0.5)) changes.push({ id, quantity: random.between(1, 9) });
  }
  const added = random.chance(0.4) ? free.pop() : undefined;
  if (added) changes.push({ price: added.id, quantity: random.between(1, 9) });
  return changes;
}

function sorted(amounts: number[]): number[] {
  return amounts.toSorted((first, second) => first - second);
}
