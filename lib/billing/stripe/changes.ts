import type Stripe from "stripe";
import { taxParams } from "./automatic-tax";
import { withStripe } from "./client";
import { findInstant, idOf, instantOf } from "./reshape";
import { invoiceItemOf, invoiceOf, isProration, lineOf } from "./reshape-invoice";
import type { InvoiceSnapshot } from "./snapshot";
import { expanded, type Standing, standingOf } from "./standing";
import { wholeInvoice } from "./whole-lists";

/** One item as it shall be. Without an id it is new; with `isRemoved` it goes. */
export interface ItemChange {
  id?: string;
  priceId: string;
  /** The item has this price already, which may be one that nobody new is given any more. */
  keepsPrice?: boolean;
  /** Left out where usage decides. */
  quantity?: number;
  isRemoved?: boolean;
}

/** A change of items with everything that decides what it costs. */
export interface ItemsUpdate {
  subscriptionId: string;
  items: ItemChange[];
  proration: "always_invoice" | "create_prorations" | "none";
  /** Whether a new period begins: it does when the interval changes, and never by itself. */
  startsOver: boolean;
  /** The moment up to which the old items count; now, where nothing is said. */
  prorationDate: Date | null;
  /** A promotion code that is redeemed along with it. */
  promotionCodeId: string | null;
  /** The discounts that stay; null where all of them do. */
  keptDiscountIds: string[] | null;
  /** The prices by which use is billed so far. */
  meteredPriceIds: string[];
}

/** An invoice that was only imagined, and the moment it was imagined for. */
export interface Preview extends InvoiceSnapshot {
  prorationDate: Date | null;
  /** The lines that are there because of the change: not those that waited for the invoice already. */
  ownLines: InvoiceSnapshot["lines"];
  /** What of it is for use, which may have gone on by the time it is made. Minor units, with discounts and tax. */
  usage: number;
}

/** The invoice a change would make: at once, or what every renewal would cost afterwards. Changes nothing. */
export async function previewUpdate(update: ItemsUpdate, mode: "next" | "recurring"): Promise<Preview> {
  return withStripe(async (stripe) => {
    const begun = await stripe.invoices.createPreview({
      subscription: update.subscriptionId,
      preview_mode: mode,
      subscription_details: detailsOf(update),
      ...discountParams(update),
      ...taxParams(),
    });
    const invoice = await wholeInvoice(stripe, begun);
    const waiting = await waitingItems(stripe, idOf(invoice.customer), update);
    const own = invoice.lines.data.filter((line) => !waiting.has(invoiceItemOf(line) ?? ""));
    return {
      ...invoiceOf(invoice, { amountRefunded: 0, amountCredited: 0, needsAction: false }),
      prorationDate: prorationDateOf(invoice, own, update),
      ownLines: own.map(lineOf),
      usage: usageOf(invoice, update),
    };
  });
}

/**
 * The moment that prorations were counted for. A cycle that starts over does so when the invoice is made; what waits for the
 * next invoice begins at that moment, and the invoice that is imagined for it does not name it.
 */
function prorationDateOf(
  { parent, created }: Stripe.Invoice,
  own: Stripe.InvoiceLineItem[],
  { startsOver }: ItemsUpdate,
): Date | null {
  const stated = findInstant(parent?.subscription_details?.subscription_proration_date);
  if (stated) return stated;
  return startsOver ? instantOf(created) : findInstant(own.find(isProration)?.period.start);
}

function usageOf({ lines }: Stripe.Invoice, { meteredPriceIds }: ItemsUpdate): number {
  const metered = lines.data.filter(({ pricing }) =>
    meteredPriceIds.includes(idOf(pricing?.price_details?.price) ?? ""),
  );
  return metered.map(lineOf).reduce((total, { amount, discount, tax }) => total + amount - discount + tax, 0);
}

/** What waits for the next invoice without the change: it is nothing that a credit on that invoice brings. */
async function waitingItems(
  stripe: Stripe,
  customer: string | null,
  { proration }: ItemsUpdate,
): Promise<Set<string>> {
  if (customer === null || proration !== "create_prorations") return new Set();
  const page = { customer, pending: true, limit: 100 };
  const items = await stripe.invoiceItems.list(page).autoPagingToArray({ limit: 1_000 });
  return new Set(items.map(({ id }) => id));
}

/**
 * Makes a change. Where the charge fails the old items stay in force and the change waits for its invoice, which is
 * what the answer then says in `pendingItems`.
 */
export async function updateItems(update: ItemsUpdate, idempotencyKey: string): Promise<Standing> {
  const params: Stripe.SubscriptionUpdateParams = {
    ...detailsOf(update),
    ...discountParams(update),
    payment_behavior: "pending_if_incomplete",
    expand: [...expanded],
  };
  return withStripe(async (stripe) =>
    standingOf(stripe, await stripe.subscriptions.update(update.subscriptionId, params, { idempotencyKey })),
  );
}

function detailsOf({ items, proration, startsOver, prorationDate }: ItemsUpdate) {
  return {
    items: items.map(itemParams),
    proration_behavior: proration,
    billing_cycle_anchor: { type: startsOver ? ("now" as const) : ("unchanged" as const) },
    ...(prorationDate && { proration_date: Math.floor(prorationDate.getTime() / 1_000) }),
  };
}

/**
 * The quantity always: an item that changes its price alone falls back to 1. The price only where it is another one: Stripe
 * refuses an archived one, also on the item that has it.
 */
function itemParams({ id, priceId, keepsPrice, quantity, isRemoved }: ItemChange) {
  if (isRemoved) return { id, deleted: true };
  return {
    ...(id && { id }),
    ...(!keepsPrice && { price: priceId }),
    ...(quantity !== undefined && { quantity }),
  };
}

/** Discounts that are named replace those there are, and an empty text takes all of them away. */
function discountParams({ promotionCodeId, keptDiscountIds }: ItemsUpdate) {
  if (promotionCodeId === null && keptDiscountIds === null) return {};
  const kept = (keptDiscountIds ?? []).map((discount) => ({ discount }));
  const discounts = [...kept, ...(promotionCodeId ? [{ promotion_code: promotionCodeId }] : [])];
  return { discounts: discounts.length > 0 ? discounts : ("" as const) };
}
