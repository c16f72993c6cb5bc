import Stripe from "stripe";
import { isRefusedByStripe, withStripe } from "./client";
import { idOf } from "./reshape";

/** What a price says. Stripe's can never change, so one that differs is another price. */
export interface PriceTerms {
  lookupKey: string;
  productId: string;
  amount: number;
  currency: string;
  /** Length of the interval in months. */
  months: number;
  /** Null where the amount is for the interval, however much is used. */
  metered: Metered | null;
}

/** So many units of a meter for nothing, and a price for each after them. */
interface Metered {
  meterId: string;
  included: number;
  /** Minor units for one, as a decimal. */
  perUnit: string;
}

export type KnownPrice = PriceTerms & { id: string };

/** The active prices that hold these lookup keys; ten keys at most. */
export async function listPrices(lookupKeys: string[]): Promise<KnownPrice[]> {
  const { data } = await withStripe((stripe) =>
    stripe.prices.list({ lookup_keys: lookupKeys, active: true, limit: 100, expand: ["data.tiers"] }),
  );
  return data.map(termsOf);
}

/** One price; null where there is none of this id. */
export async function findPrice(id: string): Promise<KnownPrice | null> {
  try {
    const price = await withStripe((stripe) => stripe.prices.retrieve(id, { expand: ["tiers"] }));
    return termsOf(price);
  } catch (thrown) {
    if (isRefusedByStripe(thrown)) return null;
    throw thrown;
  }
}

/** Every price of a product, archived ones too; one that holds no lookup key has an empty one. */
export async function listPricesOf(productId: string): Promise<(KnownPrice & { isActive: boolean })[]> {
  const prices = await withStripe((stripe) =>
    stripe.prices
      .list({ product: productId, limit: 100, expand: ["data.tiers"] })
      .autoPagingToArray({ limit: 1_000 }),
  );
  return prices.map((price) => ({ ...termsOf(price), isActive: price.active }));
}

const termsOf = ({
  id,
  lookup_key,
  product,
  unit_amount,
  currency,
  recurring,
  tiers,
}: Stripe.Price): KnownPrice => ({
  id,
  lookupKey: lookup_key ?? "",
  productId: idOf(product) ?? "",
  amount: unit_amount ?? 0,
  currency,
  months: (recurring?.interval_count ?? 0) * (recurring?.interval === "year" ? 12 : 1),
  metered: recurring?.meter ? meteredOf(recurring.meter, tiers ?? []) : null,
});

function meteredOf(meterId: string, [free, paid]: Stripe.Price.Tier[]): Metered {
  return { meterId, included: free?.up_to ?? 0, perUnit: paid?.unit_amount_decimal?.toString() ?? "" };
}

/** Creates a price and moves the lookup key to it. Returns its id. */
export async function createPrice(terms: PriceTerms, metadata: Record<string, string>): Promise<string> {
  const { lookupKey, productId, amount, currency, months, metered } = terms;
  const { id } = await withStripe((stripe) =>
    stripe.prices.create({
      product: productId,
      currency,
      ...(metered ? tieredParams(metered) : { unit_amount: amount }),
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
    }),
  );
  return id;
}

const tieredParams = ({ included, perUnit }: Metered) => ({
  billing_scheme: "tiered" as const,
  tiers_mode: "graduated" as const,
  tiers: [
    { up_to: included, unit_amount: 0 },
    { up_to: "inf" as const, unit_amount_decimal: Stripe.Decimal.from(perUnit) },
  ],
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
