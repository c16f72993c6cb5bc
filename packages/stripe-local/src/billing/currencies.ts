import { invalid } from "../errors.js";
import type { Price } from "../types.js";

/**
 * The least that is charged, in minor units (docs: currencies, minimum and maximum charge amounts). Where the table has none,
 * 50 is an assumption.
 */
const LEAST: Record<string, number> = {
  ...{ aed: 200, bgn: 100, czk: 1_500, dkk: 250, gbp: 30, hkd: 400, huf: 17_500, mxn: 1_000, myr: 200 },
  ...{ nok: 300, pln: 200, ron: 200, sek: 300, thb: 1_000 },
};

export const leastCharge = (currency: string): number => LEAST[currency] ?? 50;

/** Whether a price can be paid in a currency: its own, or one of its options. */
export const isOfferedIn = (price: Price, currency: string): boolean =>
  price.currency === currency || price.currency_options?.[currency] !== undefined;

/**
 * A price with its amounts in one of its currencies, which is what lines and invoices count with. Objects go on showing it
 * in its own.
 */
export function inCurrency(price: Price, currency: string, param = "items[0][price]"): Price {
  if (price.currency === currency) return price;
  const option = price.currency_options?.[currency];
  if (!option) throw foreignPrice(price, currency, param);
  const { unit_amount, unit_amount_decimal, tax_behavior, tiers } = option;
  return { ...price, currency, unit_amount, unit_amount_decimal, tax_behavior, ...(tiers && { tiers }) };
}

/** The sentence is quoted in public code that handles it (README, "What it refuses as Stripe does"). */
function foreignPrice(price: Price, currency: string, param: string): Error {
  return invalid(
    `The price specified only supports ${supported(price)}. This doesn't match the expected currency: \`${currency}\`.`,
    { param },
  );
}

const supported = ({ currency, currency_options: options = {} }: Price): string =>
  [...new Set([currency, ...Object.keys(options)])].map((each) => `\`${each}\``).join(", ");
