import type { PriceBook } from "@/lib/billing/changes/price-book";
import type { ItemChange } from "@/lib/billing/stripe/changes";
import type { ItemSnapshot } from "@/lib/billing/stripe/snapshot";
import { AppError } from "@/lib/core/errors";
import { plans } from "@/lib/entitlements/plans";
import type { Route } from "./route";

/** What a subscription consists of after a move: only what changes, as Stripe is asked for it; null where it is not on the route. */
export function movedItems(book: PriceBook, items: ItemSnapshot[], route: Route): ItemChange[] | null {
  return route.kind === "price" ? swapped(items, route) : mapped(book, items, route);
}

/** Whether a subscription is where a move leads. */
export function isMoved(book: PriceBook, items: ItemSnapshot[], route: Route): boolean {
  if (route.kind === "price") return items.some(({ priceId }) => priceId === route.to.id);
  return items.some(({ priceId }) => {
    const meaning = book.meaningOf(priceId);
    return meaning?.kind === "base" && meaning.plan === route.to && meaning.isActive;
  });
}

function swapped(
  items: ItemSnapshot[],
  { from, to }: Extract<Route, { kind: "price" }>,
): ItemChange[] | null {
  const item = items.find(({ priceId }) => priceId === from.id);
  return item ? [{ id: item.id, priceId: to.id, quantity: item.quantity }] : null;
}

/** Base, seats and usage become those the plan is sold at today. Seats that it includes are not paid for besides. */
function mapped(
  book: PriceBook,
  items: ItemSnapshot[],
  { fromPriceIds, to }: Extract<Route, { kind: "plan" }>,
): ItemChange[] | null {
  const base = items.find(({ priceId }) => fromPriceIds.includes(priceId));
  const meaning = base && book.meaningOf(base.priceId);
  if (!base || !meaning) return null;
  const partOf = (kind: "seat" | "overage") =>
    items.find(({ priceId }) => book.meaningOf(priceId)?.kind === kind);
  const [seat, usage] = [partOf("seat"), partOf("overage")];
  const seats = plans[meaning.plan].seats + (seat?.quantity ?? 0);
  const extra = Math.max(0, seats - plans[to].seats);
  const isUsedBefore = meaning.plan === to;
  const sold = (kind: "base" | "seat") => soldAt(book, { plan: to, kind, interval: meaning.interval });
  const usagePrice = book.sold({ plan: to, kind: "overage", interval: "monthly" });
  const changes = [
    changeOf(base, sold("base"), 1),
    // Seats that the new plan includes go; those beyond are paid at its price. Of the same plan they stay as many.
    isUsedBefore && !seat ? [] : changeOf(seat, extra > 0 ? sold("seat") : null, extra),
    usage ? changeOf(usage, usagePrice ?? null, undefined) : [],
  ].flat();
  return changes.length > 0 ? changes : null;
}

function changeOf(
  item: ItemSnapshot | undefined,
  priceId: string | null,
  quantity: number | undefined,
): ItemChange[] {
  if (priceId === null) return item ? [{ id: item.id, priceId: item.priceId, isRemoved: true }] : [];
  const isSame = item?.priceId === priceId && (quantity === undefined || item.quantity === quantity);
  return isSame
    ? []
    : [{ ...(item && { id: item.id }), priceId, ...(quantity !== undefined && { quantity }) }];
}

function soldAt(book: PriceBook, wanted: Parameters<PriceBook["sold"]>[0]): string {
  const priceId = book.sold(wanted);
  if (!priceId) throw new AppError("conflict", `${wanted.plan} has no price: push the catalog first.`);
  return priceId;
}
