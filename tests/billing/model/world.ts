import Stripe from "stripe";
import type { Event } from "stripe-local";
import { createStripeEmulator, type StripeEmulator } from "stripe-local";
import { inProcess } from "stripe-local/in-process";

/** A price sheet entry: what one plan costs in one interval. Metered usage is billed monthly whatever the interval. */
export interface Offer {
  plan: string;
  interval: string;
  base: string;
  seat: string;
  overage: string | null;
}

/** Where a history happens: one Stripe account, the customers it has, and what is for sale. */
export interface World {
  emulator: StripeEmulator;
  stripe: Stripe;
  customers: string[];
  offers: Offer[];
  /** What Stripe had to tell of the customers' making. */
  opening: Event[];
}

const START = Date.parse("2026-01-29T10:00:00Z");

/** A Stripe account of its own, in memory and without a network, with a catalog and customers nobody has sold to yet. */
export async function openWorld({ seed, customers }: { seed: number; customers: number }): Promise<World> {
  const emulator = createStripeEmulator({ seed, now: () => START, webhooks: null, log: fail });
  const stripe = inProcess(emulator);
  await createCatalog(stripe);
  const opening: Event[] = [];
  const stop = emulator.onEvents((made) => opening.push(...made));
  const created: string[] = [];
  for (let index = 0; index < customers; index++) {
    created.push((await stripe.customers.create({ email: `buyer-${index}@example.com` })).id);
  }
  stop();
  return { emulator, stripe, customers: created, offers: await offersOf(stripe), opening };
}

/** What is for sale, read from prices whose lookup keys are `plan_kind_interval`. */
export async function offersOf(stripe: Stripe): Promise<Offer[]> {
  const prices = await stripe.prices.list({ active: true, limit: 100 }).autoPagingToArray({ limit: 1000 });
  const byKey = new Map(prices.map((price) => [price.lookup_key, price.id]));
  return [...byKey].flatMap(([key, base]) => {
    const [, plan, interval] = /^(\w+)_base_(\w+)$/.exec(key ?? "") ?? [];
    const seat = byKey.get(`${plan}_seat_${interval}`);
    if (!plan || !interval || !seat) return [];
    return [{ plan, interval, base, seat, overage: byKey.get(`${plan}_overage_monthly`) ?? null }];
  });
}

const INTERVALS = {
  monthly: { interval: "month", interval_count: 1 },
  quarterly: { interval: "month", interval_count: 3 },
  annual: { interval: "year", interval_count: 1 },
} as const;

const AMOUNTS = {
  starter: { base: [2900, 7900, 29_000], seat: [800, 2200, 8000], overage: "0.05" },
  professional: { base: [9900, 26_900, 99_000], seat: [1200, 3300, 12_000], overage: "0.03" },
  business: { base: [29_900, 81_900, 299_000], seat: [1500, 4100, 15_000], overage: "0.015" },
} as const;

async function createCatalog(stripe: Stripe): Promise<void> {
  const meter = await stripe.billing.meters.create({
    display_name: "API calls",
    event_name: "api_calls",
    default_aggregation: { formula: "last" },
  });
  for (const [plan, { base, seat, overage }] of Object.entries(AMOUNTS)) {
    for (const [kind, amounts] of Object.entries({ base, seat })) {
      const product = await stripe.products.create({ name: `${plan} ${kind}` });
      for (const [index, [name, recurring]] of Object.entries(INTERVALS).entries()) {
        await stripe.prices.create({
          product: product.id,
          currency: "usd",
          unit_amount: amounts[index] ?? 0,
          recurring,
          lookup_key: `${plan}_${kind}_${name}`,
        });
      }
    }
    await stripe.prices.create({
      product_data: { name: `${plan} API calls` },
      currency: "usd",
      recurring: { ...INTERVALS.monthly, usage_type: "metered", meter: meter.id },
      billing_scheme: "tiered",
      tiers_mode: "graduated",
      tiers: [
        { up_to: 50_000, unit_amount: 0 },
        { up_to: "inf", unit_amount_decimal: Stripe.Decimal.from(overage) },
      ],
      lookup_key: `${plan}_overage_monthly`,
    });
  }
  await stripe.coupons.create({
    id: "twenty",
    percent_off: 20,
    duration: "repeating",
    duration_in_months: 3,
  });
  await stripe.coupons.create({
    id: "staying_20_3",
    percent_off: 20,
    duration: "repeating",
    duration_in_months: 3,
  });
  await stripe.coupons.create({ id: "welcome", amount_off: 500, currency: "usd", duration: "once" });
}

/** What time alone should have done and could not is a bug in the emulator, not part of a history. */
function fail(message: string, error: unknown): never {
  throw new Error(message, { cause: error });
}
