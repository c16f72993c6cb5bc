import type { Sandbox } from "../sandbox.js";
import type { Coverage, InvoiceItem, Price, Subscription, SubscriptionItem } from "../types.js";
import type { Period } from "./calendar.js";
import { changeFile, fileOf, setCoverage } from "./coverage.js";
import { inCurrency } from "./currencies.js";
import { discountParts, liveDiscounts } from "./discounts.js";
import { productName } from "./lines.js";
import { share, sum } from "./money.js";
import { isMetered, priceAmount } from "./pricing.js";
import { unbilledFrom, usageIn } from "./usage.js";

/**
 * Credits the unused rest of an item. Flexible mode credits each original debit by its own net amount; classic mode
 * the current price and discounts over the whole period (docs: billing-mode/compare).
 */
export function creditUnused(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  at: number,
): void {
  if (isMetered(item.price)) return;
  const isClassic = subscription.billing_mode.type === "classic";
  const covered = isClassic
    ? [asIfBilledNow(sandbox, subscription, item)]
    : (fileOf(sandbox, subscription.id).coverage[item.id] ?? []);
  for (const coverage of covered) {
    if (coverage.end > at) addCredit(sandbox, subscription, item, coverage, Math.max(at, coverage.start));
  }
  setCoverage(sandbox, subscription.id, item.id, []);
}

/** Debits the rest of the period for the new whole quantity, not for the difference. */
export function debitRemaining(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  at: number,
): void {
  if (isMetered(item.price)) return;
  const period = { start: item.current_period_start, end: item.current_period_end };
  // Another interval may have a period that began after the moment of proration.
  const start = Math.max(at, period.start);
  const full = asIfBilledNow(sandbox, subscription, item);
  const part = proportion(subscription, full, period.end - start, period.end - period.start);
  const debit = addItem(sandbox, subscription, item, {
    ...part,
    description: `Remaining time on ${label(sandbox, item)} after ${dayOf(start)}`,
    period: { start, end: period.end },
    credited: null,
  });
  const source = { invoiceItem: debit.id };
  setCoverage(sandbox, subscription.id, item.id, [{ ...part, start, end: period.end, source }]);
}

/** Bills the usage of a metered item up to now: it is about to be removed, paused or start over. */
export function billUsage(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  until: number,
): void {
  if (!isMetered(item.price)) return;
  const period = { start: unbilledFrom(sandbox, subscription.id, item), end: until };
  const { billedUntil } = fileOf(sandbox, subscription.id);
  changeFile(sandbox, subscription.id, { billedUntil: { ...billedUntil, [item.id]: until } });
  const quantity = usageIn(sandbox, item.price, subscription.customer, period);
  const gross = priceAmount(inCurrency(item.price, subscription.currency), quantity);
  if (gross === 0) return;
  const description = `${quantity} × ${productName(sandbox, item.price)}`;
  addItem(
    sandbox,
    subscription,
    { ...item, quantity },
    { gross, discounts: [], description, period, credited: null },
    false,
  );
}

interface Parts extends Pick<Coverage, "gross" | "discounts"> {
  description: string;
  period: Period;
  credited: Coverage["source"];
}

function addCredit(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  coverage: Coverage,
  from: number,
): void {
  const part = proportion(subscription, coverage, coverage.end - from, coverage.end - coverage.start);
  addItem(sandbox, subscription, item, {
    gross: -part.gross,
    discounts: part.discounts.map(({ discount, amount }) => ({ discount, amount: -amount })),
    description: `Unused time on ${label(sandbox, item)} after ${dayOf(from)}`,
    period: { start: from, end: coverage.end },
    credited: coverage.source,
  });
}

/** The whole period at today's price, with the item's share of the discounts that all items have together. */
function asIfBilledNow(sandbox: Sandbox, subscription: Subscription, item: SubscriptionItem): Coverage {
  const licensed = subscription.items.data.filter(({ price }) => !isMetered(price));
  const parts = licensed.map(({ price, quantity }) => ({
    amount: priceAmount(inCurrency(price, subscription.currency), quantity ?? 1),
    product: price.product,
  }));
  const live = liveDiscounts(sandbox, subscription.discounts, sandbox.nowOf(subscription.customer));
  const shares = discountParts(sandbox, live, parts, {
    mode: subscription.billing_mode,
    currency: subscription.currency,
  });
  const index = licensed.findIndex(({ id }) => id === item.id);
  return {
    start: item.current_period_start,
    end: item.current_period_end,
    gross: parts[index]?.amount ?? 0,
    discounts: shares[index] ?? [],
    source: null,
  };
}

/**
 * Itemised, gross and each discount are rounded on their own, then summed (docs: prorations). Included, as always in
 * classic mode, the line is the net amount, rounded once.
 */
function proportion(
  { billing_mode: mode }: Subscription,
  coverage: Coverage,
  part: number,
  whole: number,
): Pick<Coverage, "gross" | "discounts"> {
  if (mode.flexible?.proration_discounts !== "itemized") {
    const net = coverage.gross - sum(coverage.discounts, (each) => each.amount);
    return { gross: share(net, part, whole), discounts: [] };
  }
  return {
    gross: share(coverage.gross, part, whole),
    discounts: coverage.discounts.map(({ discount, amount }) => ({
      discount,
      amount: share(amount, part, whole),
    })),
  };
}

function addItem(
  sandbox: Sandbox,
  subscription: Subscription,
  item: SubscriptionItem,
  parts: Parts,
  isProration = true,
): InvoiceItem {
  const quantity = item.quantity ?? 1;
  const created = sandbox.store.put<"invoiceitem">({
    id: sandbox.id("ii"),
    object: "invoiceitem",
    amount: parts.gross,
    currency: subscription.currency,
    customer: subscription.customer,
    customer_account: null,
    date: sandbox.nowOf(subscription.customer),
    description: parts.description,
    discountable: !isProration,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: parts.gross - sum(parts.discounts, (each) => each.amount),
    parent: {
      subscription_details: { subscription: subscription.id, subscription_item: item.id },
      type: "subscription_details",
    },
    period: parts.period,
    pricing: pricingOf(inCurrency(item.price, subscription.currency)),
    proration: isProration,
    proration_details: {
      credited_items: creditedItems(sandbox, parts.credited),
      discount_amounts: parts.discounts,
    },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: sandbox.clockOf(subscription.customer),
  });
  sandbox.emit("invoiceitem.created", created);
  return created;
}

export function pricingOf(price: Price): InvoiceItem["pricing"] {
  return {
    price_details: { price: price.id, product: price.product },
    type: "price_details",
    unit_amount_decimal: price.unit_amount_decimal,
  };
}

type CreditedItems = NonNullable<InvoiceItem["proration_details"]>["credited_items"];

function creditedItems(sandbox: Sandbox, source: Coverage["source"]): CreditedItems {
  const billed = source && "invoiceItem" in source ? billedLine(sandbox, source.invoiceItem) : source;
  if (!billed) return null;
  if ("invoiceItem" in billed) return { invoice_item: billed.invoiceItem, type: "invoice_item" };
  return {
    invoice_line_item_details: { invoice: billed.invoice, invoice_line_items: [billed.line] },
    type: "invoice_line_items",
  };
}

function billedLine(sandbox: Sandbox, invoiceItem: string): Coverage["source"] {
  const invoice = sandbox.store.find("invoice", sandbox.store.find("invoiceitem", invoiceItem)?.invoice);
  const line = invoice?.lines.data.find(
    (each) => each.parent?.subscription_item_details?.invoice_item === invoiceItem,
  );
  return invoice && line ? { invoice: invoice.id, line: line.id } : { invoiceItem };
}

function label(sandbox: Sandbox, item: SubscriptionItem): string {
  const quantity = item.quantity ?? 1;
  return quantity === 1
    ? productName(sandbox, item.price)
    : `${quantity} × ${productName(sandbox, item.price)}`;
}

const DAY_FORMAT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

function dayOf(seconds: number): string {
  return DAY_FORMAT.format(seconds * 1000);
}
