import { collect, methodFor } from "../billing/collection.js";
import { inCurrency } from "../billing/currencies.js";
import { draftInvoice, fillLines, finalizeInvoice, voidInvoice } from "../billing/invoicing.js";
import { itemLine } from "../billing/lines.js";
import { cardError, intentOf } from "../billing/payments.js";
import { priceAmount } from "../billing/pricing.js";
import { pricingOf } from "../billing/proration.js";
import { markUncollectible } from "../billing/renewing.js";
import { revive, settlePaid } from "../billing/settlement.js";
import { failFinalizing, lacksPlace } from "../billing/tax.js";
import { invalid } from "../errors.js";
import { listRoute, retrieveRoute } from "../lists.js";
import { atLeast, flag, type Input, integer, metadata, object, oneOf, required, text } from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice, InvoiceItem } from "../types.js";
import { refuseSecondCurrency } from "./customer-currency.js";
import { previewInput, previewInvoice } from "./invoice-preview.js";
import { ownMethod } from "./payment-methods.js";
import { mergeMetadata, period } from "./shapes.js";

const payInput = object({ forgive: flag, off_session: flag, paid_out_of_band: flag, payment_method: text });
const createInput = object({
  auto_advance: flag,
  customer: required(text),
  description: text,
  metadata,
  subscription: text,
  pending_invoice_items_behavior: oneOf("exclude", "include"),
});
const itemInput = object({
  amount: integer,
  currency: text,
  customer: required(text),
  description: text,
  discountable: flag,
  invoice: text,
  metadata,
  period,
  pricing: object({ price: text }),
  quantity: atLeast(0),
  subscription: text,
});

export const invoiceRoutes: Route[] = [
  route("POST /v1/invoices/create_preview", previewInput, previewInvoice),
  retrieveRoute("/v1/invoices", "invoice"),
  listRoute(
    "/v1/invoices",
    "invoice",
    { customer: text, status: text, subscription: text, collection_method: text },
    (invoice, { customer, status, subscription, collection_method: method }) =>
      (method === undefined || invoice.collection_method === method) &&
      (customer === undefined || invoice.customer === customer) &&
      (status === undefined || invoice.status === status) &&
      (subscription === undefined || invoice.parent?.subscription_details?.subscription === subscription),
  ),
  route("POST /v1/invoices", createInput, createInvoice),
  route("DELETE /v1/invoices/:id", object({}), deleteDraft),
  route("POST /v1/invoices/:id/finalize", object({ auto_advance: flag }), (sandbox, input, id) => {
    const finalized = finalizeWhenAsked(sandbox, id);
    if (finalized.status === "open")
      sandbox.store.change("invoice", id, { auto_advance: input.auto_advance ?? true });
    return sandbox.store.get("invoice", id);
  }),
  route("POST /v1/invoices/:id/pay", payInput, payInvoice),
  route("POST /v1/invoices/:id/void", object({}), (sandbox, _, id) => voidInvoice(sandbox, id)),
  route("POST /v1/invoices/:id/mark_uncollectible", object({}), (sandbox, _, id) => {
    const marked = markUncollectible(sandbox, id);
    const subscription = sandbox.store.find(
      "subscription",
      marked.parent?.subscription_details?.subscription,
    );
    if (subscription) revive(sandbox, subscription, marked);
    return marked;
  }),
  listRoute("/v1/invoiceitems", "invoiceitem", { customer: text, invoice: text, pending: flag }, keepsItem),
  route("POST /v1/invoiceitems", itemInput, createItem),
];

/** Pays an open invoice now; a decline is a 402 and stays written down. */
export function payInvoice(sandbox: Sandbox, input: Input<typeof payInput>, id: string): Invoice {
  const before = sandbox.store.get("invoice", id);
  if (before.status === "draft") finalizeWhenAsked(sandbox, id);
  const invoice = sandbox.store.get("invoice", id);
  if (invoice.status === "paid" && before.status === "draft") return invoice;
  if (invoice.status === "paid") throw invalid("Invoice is already paid");
  if (invoice.status === "void") throw invalid("Invoices can't be paid after they are voided.");
  if (input.paid_out_of_band) return settlePaid(sandbox, id);
  const method = input.payment_method
    ? ownMethod(sandbox, invoice.customer ?? "", input.payment_method, "payment_method").id
    : methodFor(sandbox, invoice)?.id;
  if (!method) {
    throw invalid(
      "There is no default_payment_method set on this Customer or Invoice. Please set a default_payment_method before attempting this operation.",
      { code: "resource_missing" },
    );
  }
  const decline = collect(sandbox, id, { method, isAutomatic: false });
  if (decline) throw cardError(sandbox, decline, intentOf(sandbox, id));
  return sandbox.store.get("invoice", id);
}

function finalizeWhenAsked(sandbox: Sandbox, id: string): Invoice {
  const draft = sandbox.store.get("invoice", id);
  if (draft.status === "draft" && lacksPlace(sandbox, draft)) throw failFinalizing(sandbox, draft);
  return finalizeInvoice(sandbox, id);
}

function createInvoice(sandbox: Sandbox, input: Input<typeof createInput>): Invoice {
  const customer = sandbox.store.get("customer", input.customer, "customer");
  const now = sandbox.nowOf(customer.id);
  const subscription = input.subscription ? sandbox.store.get("subscription", input.subscription) : null;
  const draft = draftInvoice(sandbox, {
    customer: customer.id,
    subscription,
    reason: "manual",
    lines: [],
    period: { start: now, end: now },
    closesItself: input.auto_advance ?? false,
    // Left out unless asked for, but those of a subscription that is named (d.ts: InvoiceCreateParams).
    leavesWaiting: !subscription && input.pending_invoice_items_behavior !== "include",
  });
  return sandbox.store.change("invoice", draft.id, {
    description: input.description ?? null,
    metadata: mergeMetadata({}, input.metadata),
  });
}

function deleteDraft(sandbox: Sandbox, _: object, id: string): object {
  const draft = sandbox.store.get("invoice", id);
  if (draft.status !== "draft") throw invalid("You can only delete draft invoices.");
  if (draft.parent?.subscription_details)
    throw invalid("You can't delete invoices created by subscriptions.");
  sandbox.store.remove("invoice", id);
  sandbox.emit("invoice.deleted", draft);
  return { id, object: "invoice", deleted: true };
}

function keepsItem(item: InvoiceItem, { customer, invoice, pending }: Record<string, unknown>): boolean {
  return (
    (customer === undefined || item.customer === customer) &&
    (invoice === undefined || item.invoice === invoice) &&
    (pending === undefined || (item.invoice === null) === pending)
  );
}

function createItem(sandbox: Sandbox, input: Input<typeof itemInput>): InvoiceItem {
  const customer = sandbox.store.get("customer", input.customer, "customer");
  const named = input.pricing?.price
    ? sandbox.store.get("price", input.pricing.price, "pricing[price]")
    : null;
  if (!named && input.amount === undefined)
    throw invalid("You must specify either `amount` or `pricing`.", {
      code: "parameter_missing",
      param: "amount",
    });
  if (!named && !input.currency)
    throw invalid("Missing required param: currency.", { code: "parameter_missing", param: "currency" });
  if (named?.recurring)
    throw invalid(
      "The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.",
      { param: "pricing[price]" },
    );
  const currency = input.currency ?? customer.currency ?? named?.currency ?? "usd";
  refuseSecondCurrency(sandbox, customer, currency);
  sandbox.store.change("customer", customer.id, { currency });
  const price = named && inCurrency(named, currency, "pricing[price]");
  const now = sandbox.nowOf(customer.id);
  const quantity = input.quantity ?? 1;
  const created = sandbox.store.put<"invoiceitem">({
    id: sandbox.id("ii"),
    object: "invoiceitem",
    amount: price ? priceAmount(price, quantity) : (input.amount ?? 0),
    currency,
    customer: customer.id,
    customer_account: null,
    date: now,
    description: input.description ?? null,
    discountable: input.discountable ?? true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    parent: input.subscription
      ? { subscription_details: { subscription: input.subscription }, type: "subscription_details" }
      : null,
    period: input.period ?? { start: now, end: now },
    pricing: price && pricingOf(price),
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: [],
    test_clock: customer.test_clock ?? null,
  });
  sandbox.emit("invoiceitem.created", created);
  return input.invoice ? intoDraft(sandbox, created, input.invoice) : created;
}

function intoDraft(sandbox: Sandbox, item: InvoiceItem, invoice: string): InvoiceItem {
  const draft = sandbox.store.get("invoice", invoice, "invoice");
  if (draft.status !== "draft")
    throw invalid("You can only add items to a draft invoice.", {
      code: "invoice_not_editable",
      param: "invoice",
    });
  fillLines(sandbox, draft, [...draft.lines.data, itemLine(sandbox, item)]);
  return sandbox.store.change("invoiceitem", item.id, { invoice });
}
