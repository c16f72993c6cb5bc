import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray, ne, notInArray } from "drizzle-orm";
import { billingSubscriptions, planPrices, tenants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { type Currency, currencies, defaultCurrency } from "@/lib/entitlements/currencies";
import {
  catalogVersion,
  type Interval,
  intervals,
  type PlanId,
  planIds,
  plans,
} from "@/lib/entitlements/plans";
import { decimalOf } from "@/lib/usage/decimal";
import { putMeter } from "./stripe/meters";
import { putPortal } from "./stripe/portal";
import {
  addCurrencies,
  createPrice,
  type KnownPrice,
  listPrices,
  type PriceTerms,
  putProduct,
} from "./stripe/prices";
import { liveStatuses } from "./sync/access";

const kinds = ["base", "seat", "overage"] as const;
type Kind = (typeof kinds)[number];

interface WantedPrice {
  plan: PlanId;
  kind: Kind;
  interval: Interval;
  /** Minor units per interval; of the overage, per 1,000 calls above those that are included. */
  amountIn(currency: Currency): number;
}

export interface CatalogReport {
  createdPrices: string[];
  /** Sold already, and from now on in further currencies. */
  extendedPrices: string[];
  keptPrices: number;
}

/**
 * Makes Stripe's products and prices those of `lib/entitlements/plans.ts`, and remembers which price means what.
 * Safe to repeat. An amount cannot change at Stripe, so a new one is a new price that takes over the lookup key;
 * subscriptions on the old one keep it and still resolve. A currency more is an option of the price that is sold. A plan
 * that is not sold any more keeps its prices: those who have it still add seats. Throws where the catalog lacks a plan that somebody is on.
 */
export async function pushCatalog(): Promise<CatalogReport> {
  await refuseMissingPlans();
  const report: CatalogReport = { createdPrices: [], extendedPrices: [], keptPrices: 0 };
  await putPortal();
  const meterId = await putMeter("apiCalls");
  for (const plan of planIds) {
    const prices = pricesOf(plan);
    if (prices.length === 0) continue;
    for (const kind of kinds) if (prices.some((price) => price.kind === kind)) await pushProduct(plan, kind);
    const known = await listPrices(prices.map(lookupKeyOf));
    for (const wanted of prices) {
      const terms = priceTermsOf(wanted, meterId);
      const { id, became } = await pushPrice(terms, known, metadataOf(wanted));
      await withPlatform((db) => remember(db, id, wanted));
      if (became === "kept") report.keptPrices++;
      else report[became].push(terms.lookupKey);
    }
  }
  return report;
}

/** The price that is sold on these terms: the one there is, with the currencies it lacks, or a new one. */
async function pushPrice(
  terms: PriceTerms,
  known: KnownPrice[],
  metadata: Record<string, string>,
): Promise<{ id: string; became: "kept" | "extendedPrices" | "createdPrices" }> {
  const sold = known.find((price) => isOnTerms(price, terms));
  const lacking = Object.keys(terms.amounts).filter((each) => sold?.amounts[each] === undefined);
  if (sold && lacking.length === 0) return { id: sold.id, became: "kept" };
  if (sold && (await addCurrencies(sold.id, terms, lacking)))
    return { id: sold.id, became: "extendedPrices" };
  return { id: await createPrice(terms, metadata), became: "createdPrices" };
}

/** Whether a price says nothing else than these terms; it may lack a currency, or have one more. */
function isOnTerms({ id: _id, amounts, ...price }: KnownPrice, wanted: PriceTerms): boolean {
  const { amounts: wantedAmounts, ...terms } = wanted;
  const agrees = ([each, amount]: [string, string]) => (amounts[each] ?? amount) === amount;
  return isDeepStrictEqual(price, terms) && Object.entries(wantedAmounts).every(agrees);
}

/** The whole catalog as it should stand at Stripe. */
export function wantedAtStripe(meterId: string): { products: NamedProduct[]; prices: PriceTerms[] } {
  const prices = planIds.flatMap(pricesOf);
  const products = prices.map(({ plan, kind }) => productOf(plan, kind));
  return {
    products: [...new Map(products.map((product) => [product.id, product])).values()],
    prices: prices.map((price) => priceTermsOf(price, meterId)),
  };
}

interface NamedProduct {
  id: string;
  name: string;
}

/** A plan is retired by `isSold: false`; one that is deleted leaves those on it without limits and words. */
async function refuseMissingPlans(): Promise<void> {
  const { plan, tenantId, status } = billingSubscriptions;
  const rows = await withPlatform((db) =>
    db
      .selectDistinct({ plan, slug: tenants.slug })
      .from(billingSubscriptions)
      .innerJoin(tenants, eq(tenants.id, tenantId))
      .where(and(inArray(status, [...liveStatuses]), notInArray(plan, [...planIds])))
      .limit(1),
  );
  for (const { plan: missing, slug } of rows)
    throw new Error(
      `${slug} is on the plan "${missing}", which plans.ts does not have. Put it back with isSold: false: it stays for those who have it.`,
    );
}

/**
 * Seven per paid plan: two kinds in three intervals, and the overage, which is billed by the month whatever the rest is.
 * Stripe lists ten lookup keys at most.
 */
function pricesOf(plan: PlanId): WantedPrice[] {
  const { price, extraSeat, apiOverage } = plans[plan];
  if (!extraSeat) return [];
  const prices = { base: price, seat: extraSeat };
  const licensed = (["base", "seat"] as const).flatMap((kind) =>
    intervals.map((interval) => ({
      ...{ plan, kind, interval },
      amountIn: (currency: Currency) => prices[kind][currency][interval],
    })),
  );
  if (apiOverage === null) return licensed;
  return [
    ...licensed,
    { plan, kind: "overage", interval: "monthly", amountIn: (currency) => apiOverage[currency] },
  ];
}

/** `professional_seat_quarterly` */
const lookupKeyOf = ({ plan, kind, interval }: Omit<WantedPrice, "amountIn">): string =>
  `${plan}_${kind}_${interval}`;

const months: Record<Interval, number> = { monthly: 1, quarterly: 3, annual: 12 };

function priceTermsOf(wanted: WantedPrice, meterId: string): PriceTerms {
  const { plan, kind, interval, amountIn } = wanted;
  const written = kind === "overage" ? perCall : String;
  return {
    lookupKey: lookupKeyOf(wanted),
    productId: productIds[kind](plan),
    months: months[interval],
    currency: defaultCurrency,
    amounts: Object.fromEntries(currencies.map((each) => [each, written(amountIn(each))])),
    metered: kind === "overage" ? { meterId, included: includedCalls(plan) } : null,
  };
}

/** Minor units for one call, as a decimal: `"0.05"` where a thousand cost 50. */
const perCall = (perThousand: number): string => decimalOf(BigInt(perThousand) * 1_000_000n);

function includedCalls(plan: PlanId): number {
  const { apiCallsPerMonth } = plans[plan].limits;
  if (apiCallsPerMonth === "unlimited") throw new Error(`${plan} has a price for calls it does not limit`);
  return apiCallsPerMonth;
}

const productIds: Record<Kind, (plan: PlanId) => string> = {
  base: (plan) => `plan_${plan}`,
  seat: (plan) => `seat_${plan}`,
  overage: (plan) => `api_overage_${plan}`,
};

const productNames: Record<Kind, (name: string) => string> = {
  base: (name) => name,
  seat: (name) => `${name}: additional seat`,
  overage: (name) => `${name}: API calls`,
};

async function pushProduct(plan: PlanId, kind: Kind): Promise<void> {
  await putProduct({ ...productOf(plan, kind), metadata: metadataOf({ plan, kind }) });
}

const productOf = (plan: PlanId, kind: Kind): NamedProduct => ({
  id: productIds[kind](plan),
  name: productNames[kind](plans[plan].name),
});

const metadataOf = ({ plan, kind }: Pick<WantedPrice, "plan" | "kind">) => ({ platform: "1", kind, plan });

/** The newest price of a kind is the one sold; the others stay for the subscriptions that have them. */
async function remember(db: PlatformDb, stripePriceId: string, wanted: WantedPrice): Promise<void> {
  const { plan, kind, interval } = wanted;
  const others = and(
    eq(planPrices.plan, plan),
    eq(planPrices.kind, kind),
    eq(planPrices.interval, interval),
    ne(planPrices.stripePriceId, stripePriceId),
  );
  await db.update(planPrices).set({ isActive: false }).where(others);
  const values = { stripePriceId, plan, kind, interval, catalogVersion, isActive: true };
  await db
    .insert(planPrices)
    .values(values)
    .onConflictDoUpdate({ target: planPrices.stripePriceId, set: { isActive: true } });
}
