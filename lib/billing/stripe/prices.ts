import Stripe from "stripe";
import { isRefusedByStripe, withStripe } from "./client";
import { idOf } from "./reshape";

/** What a price says. Stripe's can never change, but for further currencies, so one that differs is another price. */
export interface PriceTerms {
  lookupKey: string;
  productId: string;
  /** Length of the interval in months. */
  months: number;
  /** The price's own currency; every other one of `amounts` is an option of it. */
  currency: string;
  /** Minor units by currency, as decimals: for the interval, or for one unit beyond those that are included. */
  amounts: Record<string, string>;
  /** Null where the amount is for the interval, however much is used. */
  metered: Metered | null;
}

/** So many units of a meter for nothing. */
interface Metered {
  meterId: string;
  included: number;
}

export type KnownPrice = PriceTerms & { id: string };

/** The active prices that hold these lookup keys; ten keys at most. */
export async function listPrices(lookupKeys: string[]): Promise<KnownPrice[]> {
  return withStripe(async (stripe) => {
    const { data } = await stripe.prices.list({ lookup_keys: lookupKeys, active: true, limit: 100, expand });
    return Promise.all(data.map(async (price) => termsOf(await withTiers(stripe, price))));
  });
}

const expand = ["data.tiers", "data.currency_options"];

/** One price; null where there is none of this id. */
export async function findPrice(id: string): Promise<KnownPrice | null> {
  try {
    return await withStripe(async (stripe) => {
      const price = await stripe.prices.retrieve(id, { expand: ["tiers", "currency_options"] });
      return termsOf(await withTiers(stripe, price));
    });
  } catch (thrown) {
    if (isRefusedByStripe(thrown)) return null;
    throw thrown;
  }
}

/** Every price of a product, archived ones too; one that holds no lookup key has an empty one. */
export async function listPricesOf(productId: string): Promise<(KnownPrice & { isActive: boolean })[]> {
  return withStripe(async (stripe) => {
    const prices = await stripe.prices
      .list({ product: productId, limit: 100, expand })
      .autoPagingToArray({ limit: 1_000 });
    return Promise.all(
      prices.map(async (price) => ({
        ...termsOf(await withTiers(stripe, price)),
        isActive: price.active,
      })),
    );
  });
}

/** The tiers of an option are shown to who names its currency, and only a price that has it can be asked. */
async function withTiers(stripe: Stripe, price: Stripe.Price): Promise<Stripe.Price> {
  const others = Object.keys(price.currency_options ?? {}).filter((each) => each !== price.currency);
  if (price.billing_scheme !== "tiered" || others.length === 0) return price;
  const named = ["tiers", ...others.map((each) => `currency_options.${each}.tiers`)];
  return stripe.prices.retrieve(price.id, { expand: named });
}

function termsOf(price: Stripe.Price): KnownPrice {
  const { id, lookup_key, product, currency, recurring, tiers, currency_options: options = {} } = price;
  const included = tiers?.[0]?.up_to ?? 0;
  const all = Object.entries({ ...options, [currency]: price });
  return {
    id,
    lookupKey: lookup_key ?? "",
    productId: idOf(product) ?? "",
    months: (recurring?.interval_count ?? 0) * (recurring?.interval === "year" ? 12 : 1),
    currency,
    amounts: Object.fromEntries(all.map(([each, costs]) => [each, amountOf(costs, included)])),
    metered: recurring?.meter ? { meterId: recurring.meter, included } : null,
  };
}

type Costs = Pick<Stripe.Price, "unit_amount_decimal" | "tiers">;

/** Empty, and so like no amount of ours, where a currency includes another number of units than the price's own. */
function amountOf({ unit_amount_decimal: unit, tiers }: Costs, included: number): string {
  if (unit) return unit.toString();
  const [free, paid] = tiers ?? [];
  return free?.up_to === included ? (paid?.unit_amount_decimal?.toString() ?? "") : "";
}

/** Creates a price, gives it its other currencies and moves the lookup key to it. Returns its id. */
export async function createPrice(terms: PriceTerms, metadata: Record<string, string>): Promise<string> {
  const { lookupKey, productId, currency, amounts, months, metered } = terms;
  const amount = Stripe.Decimal.from(amounts[currency] ?? "");
  return withStripe(async (stripe) => {
    const { id } = await stripe.prices.create({
      product: productId,
      currency,
      ...(metered ? tieredParams(metered, amount) : { unit_amount_decimal: amount }),
      recurring: {
        ...(months === 12
          ? { interval: "year" as const, interval_count: 1 }
          : { interval: "month" as const, interval_count: months }),
        ...(metered && { usage_type: "metered" as const, meter: metered.meterId }),
      },
      tax_behavior: "exclusive",
      lookup_key: lookupKey,
      transfer_lookup_key: true,
      metadata,
    });
    const others = Object.keys(amounts).filter((each) => each !== currency);
    if (others.length > 0) await putOptions(stripe, id, terms, others);
    return id;
  });
}

/**
 * Gives a price that is sold further currencies; who is on it notices nothing. Returns whether Stripe took them: where it
 * refuses, they need another price.
 */
export async function addCurrencies(id: string, terms: PriceTerms, currencies: string[]): Promise<boolean> {
  try {
    await withStripe((stripe) => putOptions(stripe, id, terms, currencies));
    return true;
  } catch (thrown) {
    if (isRefusedByStripe(thrown)) return false;
    throw thrown;
  }
}

/**
 * The typed call cannot say it: stripe@23 wants decimals here, and writes them as text only where a list would stand, which
 * these are not (`requestSchema` of its price resource), so they would arrive as hashes.
 */
async function putOptions(
  stripe: Stripe,
  id: string,
  terms: PriceTerms,
  currencies: string[],
): Promise<void> {
  const { amounts, metered } = terms;
  const options = currencies.map((each): [string, object] => {
    const amount = amounts[each];
    const costs = metered ? { tiers: tiersOf(metered, amount) } : { unit_amount_decimal: amount };
    return [each, { ...costs, tax_behavior: "exclusive" }];
  });
  await stripe.rawRequest("POST", `/v1/prices/${id}`, { currency_options: Object.fromEntries(options) });
}

const tieredParams = (metered: Metered, amount: Stripe.Decimal) => ({
  billing_scheme: "tiered" as const,
  tiers_mode: "graduated" as const,
  tiers: tiersOf(metered, amount),
});

/** The products of these ids, as far as they exist. */
export async function listProducts(
  ids: string[],
): Promise<{ id: string; name: string; isActive: boolean }[]> {
  const products = await withStripe((stripe) =>
    stripe.products.list({ ids, limit: 100 }).autoPagingToArray({ limit: 1_000 }),
  );
  return products.map(({ id, name, active }) => ({ id, name, isActive: active }));
}

const tiersOf = <A>({ included }: Metered, amount: A) => [
  { up_to: included, unit_amount: 0 },
  { up_to: "inf" as const, unit_amount_decimal: amount },
];

/** Creates a product of this id, or gives the one there is this name. */
export async function putProduct(product: {
  id: string;
  name: string;
  metadata: Record<string, string>;
}): Promise<void> {
  const { id, name } = product;
  await withStripe(async (stripe) => {
    const { data } = await stripe.products.list({ ids: [id], limit: 1 });
    const [known] = data;
    if (!known) await stripe.products.create(product);
    else if (known.name !== name || !known.active) await stripe.products.update(id, { name, active: true });
  });
}
