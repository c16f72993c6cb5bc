import { isDeepStrictEqual } from "node:util";
import type { planPrices } from "@/db/schema/platform";
import type { KnownPrice, PriceTerms } from "@/lib/billing/stripe/prices";
import { formatMoney } from "@/lib/platform/money";
import type { Difference } from "./difference";

type Found = KnownPrice & { isActive: boolean };
type Sold = Pick<typeof planPrices.$inferSelect, "stripePriceId" | "isActive">;

/**
 * Prices that are missing, archived or on other terms, those that our own table does not sell, and active ones on our products
 * that nobody here knows of: somebody made them by hand. An older price of ours stays active for whoever is on it.
 */
export function comparePrices(wanted: PriceTerms[], found: Found[], sold: Sold[]): Difference[] {
  const known = new Set(sold.map(({ stripePriceId }) => stripePriceId));
  const isWanted = new Set(wanted.map(({ lookupKey }) => lookupKey));
  const extra = found.filter(
    ({ id, isActive, lookupKey }) => isActive && !known.has(id) && !isWanted.has(lookupKey),
  );
  return [...wanted.flatMap((terms) => compare(terms, found, sold)), ...extra.map(ofExtra)];
}

function compare(terms: PriceTerms, found: Found[], sold: Sold[]): Difference[] {
  const of = {
    ...({ kind: "price", name: terms.lookupKey, isRepaired: true } as const),
    here: inWords(terms),
  };
  const holders = found.filter(({ lookupKey }) => lookupKey === terms.lookupKey);
  const price = holders.find(({ isActive }) => isActive) ?? holders[0];
  if (!price) return [{ ...of, problem: "missing", there: null }];
  const there = inWords(price);
  if (!price.isActive) return [{ ...of, problem: "archived", there }];
  const problem = problemOf(terms, price);
  if (problem) return [{ ...of, problem, there }];
  const isSold = sold.some(({ stripePriceId, isActive }) => stripePriceId === price.id && isActive);
  return isSold ? [] : [{ ...of, problem: "not the price that is sold here", there: price.id }];
}

function problemOf(terms: PriceTerms, price: PriceTerms): string | null {
  if (price.currency !== terms.currency) return "other currency";
  const differing = Object.entries(terms.amounts).filter(([each, amount]) => price.amounts[each] !== amount);
  if (differing.some(([each]) => price.amounts[each] !== undefined)) return "other amount";
  if (price.months !== terms.months) return "other interval";
  if (price.productId !== terms.productId) return "other product";
  if (!isDeepStrictEqual(price.metered, terms.metered)) return "other terms of use";
  // The last, because it alone is added to the price there is; all else takes another price.
  return differing.length > 0 ? "currency missing" : null;
}

const ofExtra = (price: Found): Difference => ({
  ...{ kind: "price", problem: "not in the catalog", here: null, isRepaired: false },
  name: price.id,
  there: `${price.productId}: ${inWords(price)}`,
});

/** `$99.00, €92.00 for 1 month`, or `0.05 usd, 0.045 eur for each over 50000, 1 month` in minor units. */
function inWords({ amounts, months, metered }: PriceTerms): string {
  const interval = months === 1 ? "1 month" : `${months} months`;
  const written = Object.entries(amounts).map(([currency, amount]) =>
    metered ? `${amount} ${currency}` : formatMoney(Number(amount), currency),
  );
  if (metered) return `${written.join(", ")} for each over ${metered.included}, ${interval}`;
  return `${written.join(", ")} for ${interval}`;
}
