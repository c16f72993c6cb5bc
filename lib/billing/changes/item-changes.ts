import type { PlannedItems } from "@/db/schema/platform";
import type { ItemChange } from "@/lib/billing/stripe/changes";
import type { ItemSnapshot } from "@/lib/billing/stripe/snapshot";
import { AppError } from "@/lib/core/errors";
import type { PriceBook } from "./price-book";
import { arranged } from "./rules";

/** The items of a subscription as they would be, and only those that differ from what they are. */
export interface ItemPlan {
  /** Everything it will consist of. */
  items: { priceId: string; quantity?: number }[];
  changes: ItemChange[];
}

/**
 * Turns items into those of other terms: base, seats, usage, each told by its price and never by its place. A part whose
 * plan and interval stay keeps its price, be it one that is no longer sold. Throws `conflict` where there is anything else,
 * also such as our rows do not know yet: a schedule names everything there will be, and would drop it.
 */
export function planItems(book: PriceBook, current: ItemSnapshot[], terms: PlannedItems): ItemPlan {
  if (current.some(({ priceId }) => !book.meaningOf(priceId))) throw arranged();
  const partOf = (kind: "base" | "seat" | "overage") =>
    current.find(({ priceId }) => book.meaningOf(priceId)?.kind === kind);
  const parts = [
    { item: partOf("base"), wanted: { priceId: priceFor(book, "base", partOf("base"), terms), quantity: 1 } },
    { item: partOf("seat"), wanted: seatsWanted(book, partOf("seat"), terms) },
    { item: partOf("overage"), wanted: usageWanted(book, partOf("overage"), terms) },
  ];
  return {
    items: parts.flatMap(({ wanted }) => wanted ?? []),
    changes: parts.flatMap(({ item, wanted }) => changeOf(item, wanted)),
  };
}

type Wanted = { priceId: string; quantity?: number } | null;

function changeOf(item: ItemSnapshot | undefined, wanted: Wanted): ItemChange[] {
  if (!wanted) return item ? [{ id: item.id, priceId: item.priceId, isRemoved: true }] : [];
  const isSame = item?.priceId === wanted.priceId && item.quantity === (wanted.quantity ?? item.quantity);
  const keepsPrice = item?.priceId === wanted.priceId;
  return isSame ? [] : [{ ...(item && { id: item.id }), ...(keepsPrice && { keepsPrice }), ...wanted }];
}

function seatsWanted(book: PriceBook, item: ItemSnapshot | undefined, terms: PlannedItems): Wanted {
  if (terms.extraSeats === 0) return null;
  return { priceId: priceFor(book, "seat", item, terms), quantity: terms.extraSeats };
}

/** Usage is billed by the month whatever the interval. A subscription that has no such item yet gets it elsewhere. */
function usageWanted(book: PriceBook, item: ItemSnapshot | undefined, { plan }: PlannedItems): Wanted {
  if (!item) return null;
  if (book.meaningOf(item.priceId)?.plan === plan) return { priceId: item.priceId };
  const priceId = book.sold({ plan, kind: "overage", interval: "monthly" });
  return priceId ? { priceId } : null;
}

function priceFor(
  book: PriceBook,
  kind: "base" | "seat",
  item: ItemSnapshot | undefined,
  { plan, interval }: PlannedItems,
): string {
  const now = item && book.meaningOf(item.priceId);
  if (item && now?.plan === plan && now.interval === interval) return item.priceId;
  const sold = book.sold({ plan, kind, interval });
  if (!sold) throw new AppError("unavailable", "The plans are not set up yet. Please try again later.");
  return sold;
}
