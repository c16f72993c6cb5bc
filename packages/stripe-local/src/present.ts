import { planOf } from "./billing/items.js";
import { intentOf } from "./billing/payments.js";
import { isActive, isRedeemable } from "./billing/redeeming.js";
import { lineItemsOf } from "./billing/session-items.js";
import { invalid } from "./errors.js";
import type { Sandbox } from "./sandbox.js";
import type { AnyObject, Price, Subscription } from "./types.js";

type Shown = Record<string, unknown>;

/** How many entries a list has that stands in an object. */
export const EMBEDDED = 10;

/** The fields that hold the id of another object (d.ts: fields that are a string or an object). */
const REFERENCES = new Set([
  "balance_transaction",
  "charge",
  "checkout_session",
  "coupon",
  "credit_note",
  "customer",
  "customer_balance_transaction",
  "default_payment_method",
  "default_price",
  "default_source",
  "discount",
  "discounts",
  "invoice",
  "latest_charge",
  "latest_invoice",
  "latest_revision",
  "mandate",
  "on_behalf_of",
  "payment_intent",
  "payment_method",
  "pending_setup_intent",
  "price",
  "product",
  "promotion_code",
  "refund",
  "review",
  "schedule",
  "setup_intent",
  "subscription",
  "tax_rate",
  "test_clock",
]);

/** Shown only on request. */
const INCLUDED = new Set(["applies_to", "confirmation_secret", "currency_options", "tiers"]);

/** An object as an API answer shows it, with the asked-for ids replaced by objects. */
export function present(sandbox: Sandbox, object: unknown, expand: string[]): unknown {
  let shown = show(sandbox, object);
  for (const path of expand) {
    const steps = path.split(".");
    if (steps.filter((step) => step !== "data").length > 4)
      throw invalid(`You cannot expand more than 4 levels of a property (${path}).`);
    shown = expandInto(sandbox, shown, steps, path);
  }
  return shown;
}

export function listOf(data: unknown[], url: string, hasMore = false): object {
  return { object: "list", data, has_more: hasMore, url };
}

function show(sandbox: Sandbox, value: unknown): unknown {
  if (!isObject(value) || value.deleted === true) return value;
  if (value.object === "list" && Array.isArray(value.data)) {
    return { ...value, data: value.data.map((each) => show(sandbox, each)) };
  }
  return isStored(value) ? showStored(sandbox, value) : value;
}

/** Fields that Stripe shows only when they are expanded stay behind; embedded lists begin. */
function showStored(sandbox: Sandbox, object: AnyObject): Shown {
  if (object.object === "subscription") return showSubscription(sandbox, object);
  if (object.object === "price") return without(object, "currency_options", "tiers");
  if (object.object === "coupon")
    return { ...without(object, "applies_to", "currency_options"), valid: isRedeemable(sandbox, object) };
  if (object.object === "promotion_code") return { ...object, active: isActive(sandbox, object) };
  if (object.object === "invoice" || object.object === "credit_note")
    return { ...object, lines: beginning(object.lines) };
  return { ...object };
}

/** The first ten of a list that stands in an object; its `url` has the rest (docs: invoice line items). */
function beginning(list: { data: unknown[]; url: string }): object {
  return listOf(list.data.slice(0, EMBEDDED), list.url, list.data.length > EMBEDDED);
}

/** Items show their price as it is now: a transferred lookup key is gone from the old price everywhere. */
function showSubscription(sandbox: Sandbox, subscription: Subscription): Shown {
  const data = itemsOf(sandbox, subscription);
  return { ...subscription, items: beginning({ ...subscription.items, data }) };
}

export function itemsOf(sandbox: Sandbox, subscription: Subscription): (Shown & { id: string })[] {
  return subscription.items.data.map((item) => {
    const price = sandbox.store.get("price", item.price.id);
    return { ...item, price: showStored(sandbox, price), plan: planOf(price) };
  });
}

function expandInto(sandbox: Sandbox, holder: unknown, [head, ...rest]: string[], path: string): unknown {
  if (head === undefined || holder === null) return holder;
  // What was deleted has nothing left to expand, and Stripe does not mind being asked.
  if (isObject(holder) && holder.deleted === true) return holder;
  if (Array.isArray(holder)) return holder.map((each) => expandInto(sandbox, each, [head, ...rest], path));
  if (!isObject(holder)) throw notExpandable(path);
  const value = holder[head] === undefined ? includable(sandbox, holder, head, path) : holder[head];
  if (rest.length === 0 && !isExpandable(head, value)) throw notExpandable(path);
  const resolved = Array.isArray(value)
    ? value.map((each) => resolve(sandbox, each, path, rest))
    : resolve(sandbox, value, path, rest);
  return { ...holder, [head]: expandInto(sandbox, resolved, rest, path) };
}

function resolve(sandbox: Sandbox, value: unknown, path: string, rest: string[]): unknown {
  if (value === null || isObject(value)) return value;
  const found = typeof value === "string" ? sandbox.store.findAnywhere(value) : undefined;
  if (found) return showStored(sandbox, found);
  if (rest.length === 0) return value;
  throw notExpandable(path);
}

/** What is an object of its own, a list, or shown only on request; neither a plain value nor a hash. */
function isExpandable(field: string, value: unknown): boolean {
  if (REFERENCES.has(field) || INCLUDED.has(field)) return true;
  return isObject(value) && (value.object === "list" || isStored(value));
}

/** What is absent until it is asked for. */
function includable(sandbox: Sandbox, holder: Shown, field: string, path: string): unknown {
  const id = String(holder.id);
  const stored = sandbox.store.findAnywhere(id);
  const key = `${stored?.object}.${field}`;
  if (key === "invoice.payments")
    return beginning({
      data: related(sandbox, "invoice_payment", "invoice", id),
      url: `/v1/invoice_payments?invoice=${id}`,
    });
  if (key === "invoice.confirmation_secret") return confirmationSecret(sandbox, id);
  if (key === "customer.subscriptions")
    return beginning({ data: liveSubscriptions(sandbox, id), url: `/v1/customers/${id}/subscriptions` });
  if (key === "customer.tax_ids")
    return beginning({
      data: related(sandbox, "tax_id", "customer", id),
      url: `/v1/customers/${id}/tax_ids`,
    });
  if (key === "customer.sources") return listOf([], `/v1/customers/${id}/sources`);
  if (key === "charge.refunds")
    return beginning({ data: related(sandbox, "refund", "charge", id), url: `/v1/charges/${id}/refunds` });
  if (key === "checkout.session.line_items")
    return beginning({ data: lineItemsOf(sandbox, id), url: `/v1/checkout/sessions/${id}/line_items` });
  if (stored?.object === "price" && field === "tiers") return stored.tiers ?? [];
  if (stored?.object === "price" && field === "currency_options") return optionsOf(stored);
  if (stored?.object === "coupon" && field === "currency_options") return stored.currency_options ?? {};
  if (stored?.object === "coupon" && field === "applies_to") return stored.applies_to ?? { products: [] };
  throw notExpandable(path);
}

/** Its own currency stands among them (assumption). The tiers of each are there only for who expands them by name. */
function optionsOf(price: Price): Shown {
  const { currency, currency_options: options = {}, custom_unit_amount, tax_behavior, tiers } = price;
  const { unit_amount, unit_amount_decimal } = price;
  const own = { custom_unit_amount, tax_behavior, tiers, unit_amount, unit_amount_decimal };
  const all = Object.entries({ ...options, [currency]: own });
  return Object.fromEntries(all.map(([each, option]) => [each, hidingTiers(option)]));
}

function hidingTiers({ tiers, ...option }: { tiers?: unknown }): object {
  return tiers ? Object.defineProperty(option, "tiers", { value: tiers, enumerable: false }) : option;
}

/** Newest first, as the lists are that they begin. */
function related(
  sandbox: Sandbox,
  noun: "invoice_payment" | "tax_id" | "refund",
  key: "invoice" | "customer" | "charge",
  id: string,
): unknown[] {
  return (sandbox.store.lookUp(noun, key, id) ?? []).toReversed();
}

function liveSubscriptions(sandbox: Sandbox, customer: string): unknown[] {
  return sandbox.store
    .where("subscription", "customer", customer)
    .filter((each) => each.ended_at === null)
    .map((each) => showSubscription(sandbox, each))
    .toReversed();
}

function confirmationSecret(sandbox: Sandbox, invoice: string): object | null {
  const secret = intentOf(sandbox, invoice)?.client_secret;
  return secret ? { client_secret: secret, type: "payment_intent" } : null;
}

function notExpandable(path: string): Error {
  return invalid(`This property cannot be expanded (${path}).`, { param: "expand" });
}

function without(object: AnyObject, ...keys: string[]): Shown {
  return Object.fromEntries(Object.entries(object).filter(([each]) => !keys.includes(each)));
}

function isObject(value: unknown): value is Shown {
  return typeof value === "object" && value !== null;
}

function isStored(value: object): value is AnyObject {
  return "id" in value && "object" in value;
}
