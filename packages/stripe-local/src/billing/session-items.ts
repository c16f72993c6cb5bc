import type Stripe from "stripe";
import type { Sandbox } from "../sandbox.js";
import type { Price, Wire } from "../types.js";
import { inCurrency } from "./currencies.js";
import { productName } from "./lines.js";
import { isMetered, priceAmount } from "./pricing.js";

interface WantedItem {
  price: Price;
  quantity: number;
}

/** What a checkout session sells, in its currency. Kept by the session's own id because Stripe shows line items only on request. */
export function wantedItems(sandbox: Sandbox, session: string): WantedItem[] {
  const order = sandbox.store.get("_order", session);
  const { currency } = sandbox.store.get("checkout.session", session);
  return order.items.map(({ price: id, quantity }) => {
    const price = sandbox.store.get("price", id);
    return { price: inCurrency(price, currency ?? price.currency), quantity };
  });
}

export function lineItemsOf(sandbox: Sandbox, session: string): Wire<Stripe.LineItem>[] {
  return wantedItems(sandbox, session).map(({ price, quantity }) => {
    const amount = firstAmount({ price, quantity });
    return {
      id: `li_${session.slice(-12)}${price.id.slice(-8)}`,
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price.currency,
      description: productName(sandbox, price),
      metadata: {},
      price: sandbox.store.get("price", price.id),
      quantity: isMetered(price) ? null : quantity,
    };
  });
}

function firstAmount({ price, quantity }: WantedItem): number {
  return isMetered(price) ? 0 : priceAmount(price, quantity);
}
