import type Stripe from "stripe";
import { taxParams } from "./automatic-tax";
import { withStripe } from "./client";
import { findInstant } from "./reshape";
import { invoiceOf } from "./reshape-invoice";
import type { InvoiceSnapshot } from "./snapshot";
import { expanded, type Standing, standingOf } from "./standing";

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
}

/** An invoice that was only imagined, and the moment it was imagined for. */
export interface Preview extends InvoiceSnapshot {
  prorationDate: Date | null;
}

/** The invoice a change would make: at once, or what every renewal would cost afterwards. Changes nothing. */
export async function previewUpdate(update: ItemsUpdate, mode: "next" | "recurring"): Promise<Preview> {
  const invoice = await withStripe((stripe) =>
    stripe.invoices.createPreview({
      subscription: update.subscriptionId,
      preview_mode: mode,
      subscription_details: detailsOf(update),
      ...discountParams(update),
      ...taxParams(),
    }),
  );
  const neverPaid = { amountRefunded: 0, amountCredited: 0, needsAction: false };
  return {
    ...invoiceOf(invoice, neverPaid),
    prorationDate: findInstant(invoice.parent?.subscription_details?.subscription_proration_date),
  };
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
  return standingOf(
    await withStripe((stripe) =>
      stripe.subscriptions.update(update.subscriptionId, params, { idempotencyKey }),
    ),
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

const discountParams = ({ promotionCodeId }: ItemsUpdate) =>
  promotionCodeId ? { discounts: [{ promotion_code: promotionCodeId }] } : {};
