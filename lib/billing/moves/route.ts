import type { PriceBook } from "@/lib/billing/changes/price-book";
import { findPrice, type KnownPrice } from "@/lib/billing/stripe/prices";
import { AppError, invalidField } from "@/lib/core/errors";
import { type PlanId, planIds } from "@/lib/entitlements/plans";

/** What is left and what takes its place: one price for another, or everything of a plan for what a plan is sold at today. */
export type Route =
  | { kind: "price"; from: KnownPrice; to: KnownPrice }
  | { kind: "plan"; fromPriceIds: string[]; to: PlanId };

/** Every price that somebody may have who is to move. */
export const pricesToLeave = (route: Route): string[] =>
  route.kind === "price" ? [route.from.id] : route.fromPriceIds;

/** Reads from and to as they were typed. Throws `invalid` beside the one that makes no sense. */
export async function routeOf(book: PriceBook, from: string, to: string): Promise<Route> {
  if (isPlan(to)) return { kind: "plan", fromPriceIds: basePricesOf(book, from), to };
  if (isPlan(from)) throw invalidField("from", "Name the price that is left: this leads to a single price.");
  const [left, taken] = await Promise.all([priceNamed("from", from), priceNamed("to", to)]);
  refuseUnlike(left, taken);
  return { kind: "price", from: left, to: taken };
}

const isPlan = (text: string): text is PlanId => planIds.some((id) => id === text);

/** The prices, old ones too, that make a subscription one of a plan; or the one that is named. */
function basePricesOf(book: PriceBook, from: string): string[] {
  if (isPlan(from)) return book.baseOf(from);
  if (book.meaningOf(from)?.kind === "base") return [from];
  throw invalidField(
    "from",
    `${from} is no plan, and no price that a plan was sold at. Name a price in "to", too.`,
  );
}

async function priceNamed(field: "from" | "to", id: string): Promise<KnownPrice> {
  const price = await findPrice(id);
  if (!price) throw invalidField(field, `${id} is no plan, and no price at Stripe.`);
  return price;
}

/** Another interval starts the cycle over, another currency cannot be charged, and use is no amount. */
function refuseUnlike(from: KnownPrice, to: KnownPrice): void {
  if (from.id === to.id) throw invalidField("to", "That is the price they pay already.");
  const missing = Object.keys(from.amounts).filter((currency) => to.amounts[currency] === undefined);
  if (missing.length > 0)
    throw invalidField("to", `It has no amount in ${missing.join(", ")}, which they may pay in.`);
  if (from.months !== to.months) throw invalidField("to", "It is paid in another interval.");
  if (from.metered || to.metered)
    throw new AppError("conflict", "Prices of use go over with their plan alone.");
}
