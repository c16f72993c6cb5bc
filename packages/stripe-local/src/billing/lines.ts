import type { Sandbox } from "../sandbox.js";
import type { InvoiceItem, InvoiceLine, Price, Subscription, SubscriptionItem } from "../types.js";
import type { Period } from "./calendar.js";
import { inCurrency } from "./currencies.js";
import { money } from "./money.js";
import { isMetered, priceAmount } from "./pricing.js";
import { usageIn } from "./usage.js";

/** The new period of a licensed item. */
export function planLine(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  period: Period,
): InvoiceLine {
  const quantity = item.quantity ?? 1;
  const price = inCurrency(item.price, subscription.currency);
  return newLine(sandbox, {
    amount: priceAmount(price, quantity),
    description: `${quantity} × ${productName(sandbox, price)} (at ${unitText(price)})`,
    period,
    price,
    quantity,
    parent: itemParent(subscription, item),
  });
}

export function trialLine(sandbox: Sandbox, subscription: Subscription, item: SubscriptionItem): InvoiceLine {
  const period = { start: item.current_period_start, end: item.current_period_end };
  const description = `Trial period for ${productName(sandbox, item.price)}`;
  const line = planLine(sandbox, subscription, item, period);
  return { ...line, amount: 0, subtotal: 0, description };
}

/** The usage of a metered item over a period that has passed. */
export function usageLine(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  period: Period,
): InvoiceLine {
  const price = inCurrency(item.price, subscription.currency);
  const quantity = usageIn(sandbox, price, subscription.customer, period);
  return newLine(sandbox, {
    amount: priceAmount(price, quantity),
    description: `${quantity} × ${productName(sandbox, price)}`,
    period,
    price,
    quantity,
    parent: itemParent(subscription, item),
  });
}

/** A draft stays true to usage that arrives late: its metered lines are counted again. */
export function recountUsage(sandbox: Sandbox, customer: string, line: InvoiceLine): InvoiceLine {
  const price = sandbox.store.find("price", line.pricing?.price_details?.price);
  if (!price || !isMetered(price) || line.parent?.type !== "subscription_item_details" || isProration(line))
    return line;
  const quantity = usageIn(sandbox, price, customer, line.period);
  const amount = priceAmount(inCurrency(price, line.currency), quantity);
  const description = `${quantity} × ${productName(sandbox, price)}`;
  return { ...line, amount, subtotal: amount, quantity, quantity_decimal: String(quantity), description };
}

/** An invoice item as a line of the invoice that takes it. */
export function itemLine(sandbox: Sandbox, item: InvoiceItem): InvoiceLine {
  const details = item.parent?.subscription_details;
  const credited = item.proration_details?.credited_items?.invoice_line_item_details;
  const proration = { proration: item.proration, proration_details: { credited_items: credited ?? null } };
  const line = newLine(sandbox, {
    amount: item.amount,
    description: item.description ?? "",
    period: item.period,
    price: priceOf(sandbox, item),
    quantity: item.quantity,
    parent: details?.subscription_item
      ? {
          type: "subscription_item_details",
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: item.id,
            subscription: details.subscription,
            subscription_item: details.subscription_item,
            ...proration,
          },
        }
      : {
          type: "invoice_item_details",
          invoice_item_details: {
            invoice_item: item.id,
            subscription: details?.subscription ?? null,
            ...proration,
          },
          subscription_item_details: null,
        },
  });
  const discounts = item.proration_details?.discount_amounts ?? [];
  return {
    ...line,
    currency: item.currency,
    discountable: item.discountable,
    discount_amounts: discounts.map(({ amount, discount }) => ({ amount, discount })),
    metadata: item.metadata ?? {},
  };
}

function priceOf(sandbox: Sandbox, { pricing, currency }: InvoiceItem): Price | null {
  const price = sandbox.store.find("price", pricing?.price_details?.price);
  return price ? inCurrency(price, currency) : null;
}

export function isProration(line: InvoiceLine): boolean {
  const details = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
  return details?.proration ?? false;
}

export function productName(sandbox: Sandbox, price: Price): string {
  return sandbox.store.find("product", price.product)?.name ?? price.product;
}

/** "$29.00 / 3 months" */
export function unitText(price: Price): string {
  const amount = price.unit_amount === null ? "tiered pricing" : money(price.unit_amount, price.currency);
  const { interval, interval_count: count } = price.recurring ?? { interval: "once", interval_count: 1 };
  return `${amount} / ${count === 1 ? interval : `${count} ${interval}s`}`;
}

interface LineParts {
  amount: number;
  description: string;
  period: Period;
  price: Price | null;
  quantity: number;
  parent: NonNullable<InvoiceLine["parent"]>;
}

function newLine(sandbox: Sandbox, parts: LineParts): InvoiceLine {
  const { price, parent } = parts;
  const details = parent.subscription_item_details ?? parent.invoice_item_details;
  return {
    id: sandbox.id("il"),
    object: "line_item",
    amount: parts.amount,
    currency: price?.currency ?? "usd",
    description: parts.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    parent,
    period: parts.period,
    pretax_credit_amounts: [],
    pricing: price && {
      price_details: { price: price.id, product: price.product },
      type: "price_details",
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity: parts.quantity,
    quantity_decimal: String(parts.quantity),
    subscription: details?.subscription ?? null,
    subtotal: parts.amount,
    taxes: [],
  };
}

function itemParent(subscription: Subscription, item: SubscriptionItem): LineParts["parent"] {
  return {
    type: "subscription_item_details",
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: false,
      proration_details: { credited_items: null },
      subscription: subscription.id,
      subscription_item: item.id,
    },
  };
}
