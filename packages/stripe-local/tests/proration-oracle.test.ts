import { describe, expect, test } from "vitest";
import { boundaryOf, ratio, shares } from "./oracle.js";
import { account, anyMoment, latest, lines, net } from "./oracle-account.js";
import { type Random, seeded } from "./random.js";

const seeds = Array.from({ length: 120 }, (_, index) => index + 1);

interface Coupon {
  percent_off?: number;
  amount_off?: number;
}
interface Plan {
  unit: number;
  quantity: number;
}
/** What was debited for an item, to the end of the period: the base of a later credit. */
interface Debit {
  gross: number;
  discount: number;
  start: number;
}

describe("periods", () => {
  test.each([1, 3, 12])(
    "every %i months the boundaries are counted from the anchor, the day clamped",
    async (months) => {
      const random = seeded(months);
      for (let round = 0; round < 12; round++) {
        const anchor = anyMoment(random);
        const { stripe, customer, price, to } = await account(anchor);
        const { id } = await stripe.prices.retrieve((await price(1000, months)).id);
        const subscription = await stripe.subscriptions.create({ customer, items: [{ price: id }] });
        for (let k = 0; k < 6; k++) {
          const { items } = await stripe.subscriptions.retrieve(subscription.id);
          expect(items.data[0]).toMatchObject({
            current_period_start: boundaryOf(anchor, months, k),
            current_period_end: boundaryOf(anchor, months, k + 1),
          });
          to(boundaryOf(anchor, months, k + 1) + 1);
        }
      }
    },
  );
});

describe("a chain of changes in one period, flexible mode", () => {
  test.each(seeds)(
    "seed %i: every line is what the formulas say, and the preview says the same",
    async (seed) => {
      const random = seeded(seed);
      const start = anyMoment(random);
      const months = random.pick([1, 3, 12]);
      const end = boundaryOf(start, months, 1);
      const country = random.pick(["US", "DE", "FR", "IE"]);
      const percent = { US: 0, DE: 19, FR: 20, IE: 23 }[country] ?? 0;
      const coupon = anyCoupon(random);
      const { stripe, customer, price, to } = await account(start, { country });
      const created =
        coupon && (await stripe.coupons.create({ ...coupon, currency: "usd", duration: "forever" }));
      const amounts = Array.from({ length: 5 }, () => random.between(50, 500_000));
      const prices = await Promise.all(amounts.map((amount) => price(amount, months)));
      let plans: Plan[] = [0, 1].map(() => ({ unit: random.between(0, 4), quantity: random.between(1, 40) }));
      if (plans[0]?.unit === plans[1]?.unit) plans = plans.slice(0, 1);
      const gross = (each: Plan[]) => each.map(({ unit, quantity }) => (amounts[unit] ?? 0) * quantity);

      const subscription = await stripe.subscriptions.create({
        customer,
        items: plans.map(({ unit, quantity }) => ({ price: prices[unit]?.id ?? "", quantity })),
        automatic_tax: { enabled: percent > 0 },
        ...(created ? { discounts: [{ coupon: created.id }] } : {}),
        billing_mode: { type: "flexible", flexible: { proration_discounts: "itemized" } },
      });
      const debits: Debit[] = discounted(gross(plans), coupon).map((each) => ({ ...each, start }));
      const ids = subscription.items.data.map(({ id }) => id);
      expect(lines(await latest(stripe, subscription))).toEqual(
        debits.map((each) => ({ ...pick(each), tax: ratio(net(each), percent, 100) })),
      );

      let at = start;
      for (let change = 0; change < random.between(1, 5); change++) {
        at = random.chance(0.2) ? at : random.between(at, end - 1);
        to(at);
        const index = random.between(0, plans.length - 1);
        const before = plans[index];
        const debit = debits[index];
        if (!before || !debit) throw new Error("no such item");
        const others = plans.filter((_, each) => each !== index).map(({ unit }) => unit);
        const swap = random.between(0, 4);
        const after =
          random.chance(0.5) || others.includes(swap)
            ? { ...before, quantity: random.between(1, 40) }
            : { unit: swap, quantity: random.between(1, 40) };
        if (after.unit === before.unit && after.quantity === before.quantity) continue;
        plans = plans.with(index, after);
        const full = discounted(gross(plans), coupon)[index] ?? { gross: 0, discount: 0 };
        const left = end - at;
        const credit = part(debit, -left, end - debit.start);
        const charge = part(full, left, end - start);
        debits[index] = { ...charge, start: at };

        const items = [
          { id: ids[index] ?? "", price: prices[after.unit]?.id ?? "", quantity: after.quantity },
        ];
        const preview = await stripe.invoices.createPreview({
          subscription: subscription.id,
          subscription_details: { items, proration_behavior: "always_invoice", proration_date: at },
        });
        const updated = await stripe.subscriptions.update(subscription.id, {
          items,
          proration_behavior: "always_invoice",
          proration_date: at,
        });
        const invoice = await latest(stripe, updated);
        const expected = [credit, charge].map((each) => ({ ...each, tax: ratio(net(each), percent, 100) }));
        expect(lines(invoice)).toEqual(expected);
        expect(lines(preview)).toEqual(expected);
        const total = expected.reduce((sum, each) => sum + net(each) + each.tax, 0);
        expect(invoice.total).toBe(total);
        expect(preview.total).toBe(total);
        const due = Math.max(0, total + invoice.starting_balance);
        expect(invoice.amount_due).toBe(due < 50 ? 0 : due);
        expect(invoice.ending_balance).toBe(invoice.starting_balance + total - invoice.amount_due);
      }
    },
  );
});

describe("credit and debit", () => {
  test.each(seeds.slice(0, 40))(
    "seed %i: what is used and what is credited make up what was paid, within a cent",
    async (seed) => {
      const random = seeded(seed);
      const start = anyMoment(random);
      const end = boundaryOf(start, 1, 1);
      const amount = random.between(50, 1_000_000);
      const at = random.between(start, end - 1);
      const { stripe, customer, price, to } = await account(start);
      const first = await price(amount, 1);
      const subscription = await stripe.subscriptions.create({ customer, items: [{ price: first.id }] });
      to(at);
      await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
      const { data } = await stripe.invoices.list({ customer, limit: 1 });
      const used = ratio(amount, at - start, end - start);
      expect(Math.abs(amount + (data[0]?.total ?? 0) - used)).toBeLessThanOrEqual(1);
    },
  );

  test.each(seeds.slice(0, 40))("seed %i: an upgrade taken back in the same second nets 0", async (seed) => {
    const random = seeded(seed);
    const start = anyMoment(random);
    const end = boundaryOf(start, 1, 1);
    const { stripe, customer, price, to } = await account(start);
    const prices = [await price(random.between(50, 90_000), 1), await price(random.between(50, 90_000), 1)];
    const quantity = random.between(1, 30);
    const { id, items } = await stripe.subscriptions.create({
      customer,
      items: [{ price: prices[0]?.id ?? "", quantity }],
    });
    to(random.between(start, end - 1));
    let sum = 0;
    for (const chosen of [prices[1], prices[0]]) {
      const updated = await stripe.subscriptions.update(id, {
        items: [{ id: items.data[0]?.id ?? "", price: chosen?.id ?? "", quantity }],
        proration_behavior: "always_invoice",
      });
      sum += (await latest(stripe, updated)).total;
    }
    expect(sum).toBe(0);
  });

  test.each(seeds.slice(0, 40))(
    "seed %i: a new anchor credits the rest and bills a whole new period",
    async (seed) => {
      const random = seeded(seed);
      const start = anyMoment(random);
      const [from, into] = random.pick([
        [1, 12],
        [12, 1],
        [1, 3],
        [3, 12],
        [12, 3],
      ]);
      const end = boundaryOf(start, from ?? 1, 1);
      const { stripe, customer, price, to } = await account(start);
      const [old, next] = [random.between(50, 400_000), random.between(50, 400_000)];
      const { id, items } = await stripe.subscriptions.create({
        customer,
        items: [{ price: (await price(old, from ?? 1)).id }],
      });
      const at = random.between(start + 1, end - 1);
      to(at);
      const updated = await stripe.subscriptions.update(id, {
        items: [{ id: items.data[0]?.id ?? "", price: (await price(next, into ?? 1)).id, quantity: 1 }],
        billing_cycle_anchor: { type: "now" },
        proration_behavior: "always_invoice",
      });
      expect(lines(await latest(stripe, updated)).map(net)).toEqual([
        -ratio(old, end - at, end - start),
        next,
      ]);
      expect(updated.items.data[0]).toMatchObject({
        current_period_start: at,
        current_period_end: boundaryOf(at, into ?? 1, 1),
      });
    },
  );
});

function anyCoupon(random: Random): Coupon | null {
  if (random.chance(0.3)) return null;
  if (random.chance(0.5)) return { percent_off: random.between(1, 10_000) / 100 };
  return { amount_off: random.between(1, 20_000) };
}

/** Percentages line by line; an amount in proportion to the lines, at most what they cost. */
function discounted(gross: number[], coupon: Coupon | null): { gross: number; discount: number }[] {
  const whole = gross.reduce((sum, each) => sum + each, 0);
  const reductions = coupon?.percent_off
    ? gross.map((each) => ratio(each, Math.round((coupon.percent_off ?? 0) * 100), 10_000))
    : shares(Math.min(coupon?.amount_off ?? 0, whole), gross);
  return gross.map((each, index) => ({ gross: each, discount: reductions[index] ?? 0 }));
}

function part({ gross, discount }: Pick<Debit, "gross" | "discount">, left: number, whole: number) {
  return { gross: ratio(gross, left, whole), discount: ratio(discount, left, whole) };
}

function pick({ gross, discount }: Debit) {
  return { gross, discount };
}
