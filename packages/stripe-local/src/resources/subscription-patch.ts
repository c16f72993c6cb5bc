import { inCurrency } from "../billing/currencies.js";
import { newItem } from "../billing/items.js";
import { isMetered } from "../billing/pricing.js";
import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Price, Subscription, SubscriptionItem } from "../types.js";
import { attachDiscounts } from "./coupons.js";
import { ownMethod } from "./payment-methods.js";
import { given, mergeMetadata } from "./shapes.js";
import type { ItemInput, UpdateInput } from "./subscription-inputs.js";

/** The items as they will be: changed by id, added without one, removed with `deleted`. */
export function appliedItems(
  sandbox: Sandbox,
  before: Subscription,
  changes: ItemInput[],
): SubscriptionItem[] {
  let items = [...before.items.data];
  for (const [index, change] of changes.entries()) {
    const entry = `items[${index}]`;
    const old = change.id ? items.find((item) => item.id === change.id) : undefined;
    if (change.id && !old)
      throw invalid(`No such subscription item: '${change.id}'`, {
        code: "resource_missing",
        param: `${entry}[id]`,
      });
    if (change.price && !change.deleted)
      inCurrency(sandbox.store.get("price", change.price, "items"), before.currency, `${entry}[price]`);
    if (old && change.deleted) items = items.filter((item) => item !== old);
    else if (old)
      items = items.map((item) =>
        item === old ? changedItem(sandbox, before.id, old, change, entry) : item,
      );
    else items.push(changedItem(sandbox, before.id, undefined, change, entry));
  }
  refuseDuplicates(items);
  refuseOddIntervals(items, before.billing_mode.type);
  return items;
}

/** A swapped price starts again at quantity 1 unless the quantity is sent too. */
function changedItem(
  sandbox: Sandbox,
  subscription: string,
  old: SubscriptionItem | undefined,
  change: ItemInput,
  entry: string,
): SubscriptionItem {
  const price = change.price || !old ? recurringPrice(sandbox, change.price, entry) : old.price;
  if (isMetered(price) && change.quantity !== undefined) {
    throw unwantedQuantity("items");
  }
  const isSwapped = old?.price.id !== price.id;
  const quantity = change.quantity ?? (isSwapped ? 1 : (old?.quantity ?? 1));
  const item = newItem(sandbox, subscription, price, quantity, old);
  return { ...item, metadata: mergeMetadata(item.metadata, change.metadata) };
}

export function unwantedQuantity(param: string): Error {
  return invalid("Quantity should not be specified where usage_type is `metered`.", { param });
}

/** The price an entry such as `items[1]` sells. */
export function recurringPrice(sandbox: Sandbox, id: string | undefined, entry: string): Price {
  const param = `${entry}[price]`;
  if (!id) throw invalid("You must pass one of `price` or `price_data`.", { param: entry });
  const price = sandbox.store.get("price", id, param);
  if (!price.recurring) {
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      { param },
    );
  }
  if (!price.active)
    throw invalid("The price specified is inactive. This field only accepts active prices.", { param });
  return price;
}

export function refuseDuplicates(items: SubscriptionItem[]): void {
  if (items.length === 0) throw invalid("A subscription must have at least one item.", { param: "items" });
  const prices = new Set(items.map((item) => item.price.id));
  if (prices.size < items.length) {
    throw invalid("Cannot add multiple subscription items with the same plan.", { param: "items" });
  }
}

/** Intervals may differ in flexible mode, as multiples of the shortest (docs: mixed-interval). */
export function refuseOddIntervals(items: SubscriptionItem[], mode: string): void {
  const lengths = new Map(items.map(({ price }) => [intervalKey(price), lengthOf(price)]));
  if (lengths.size <= 1) return;
  if (mode === "classic") {
    throw invalid(
      "All prices on a subscription must have the same `recurring.interval` and `recurring.interval_count`.",
    );
  }
  const shortest = [...lengths.values()].reduce((least, each) => (each.count < least.count ? each : least));
  const fits = [...lengths.values()].every(
    ({ unit, count }) => unit === shortest.unit && count % shortest.count === 0,
  );
  if (!fits) throw invalid("Every interval on a subscription must be a multiple of the shortest one.");
}

function intervalKey({ recurring }: Price): string {
  return `${recurring?.interval}${recurring?.interval_count}`;
}

function lengthOf({ recurring }: Price): { unit: "day" | "month"; count: number } {
  const { interval, interval_count: count } = recurring ?? { interval: "month", interval_count: 1 };
  if (interval === "day" || interval === "week")
    return { unit: "day", count: count * (interval === "week" ? 7 : 1) };
  return { unit: "month", count: count * (interval === "year" ? 12 : 1) };
}

/** The fields of an update that bill nothing by themselves. */
export function patchOf(sandbox: Sandbox, before: Subscription, input: UpdateInput): Partial<Subscription> {
  const { collection_method, days_until_due, default_payment_method, description, pause_collection } = input;
  if (default_payment_method)
    ownMethod(sandbox, before.customer, default_payment_method, "default_payment_method");
  return {
    ...given({ collection_method, days_until_due, default_payment_method, description }),
    ...cancellation(sandbox, before, input),
    metadata: mergeMetadata(before.metadata, input.metadata),
    ...(input.payment_settings && before.payment_settings
      ? { payment_settings: { ...before.payment_settings, ...input.payment_settings } }
      : {}),
    ...(input.automatic_tax ? { automatic_tax: automaticTaxOf(input.automatic_tax.enabled) } : {}),
    ...(pause_collection === undefined ? {} : { pause_collection: holidayOf(pause_collection) }),
    ...(input.discounts === undefined ? {} : { discounts: discountsOf(sandbox, before, input) }),
    ...(input.trial_settings ? { trial_settings: trialSettingsOf(input.trial_settings.end_behavior) } : {}),
  };
}

export function automaticTaxOf(enabled: boolean): Subscription["automatic_tax"] {
  return { disabled_reason: null, enabled, liability: enabled ? { type: "self" } : null };
}

export function trialSettingsOf(end: {
  missing_payment_method: "cancel" | "create_invoice" | "pause";
}): Subscription["trial_settings"] {
  return { end_behavior: { billing_cycle_anchor: null, ...end } };
}

/** The moment a symbolic `cancel_at` stands for. */
export function cancelMoment(
  items: SubscriptionItem[],
  at: number | "max_period_end" | "min_period_end",
): number {
  const ends = items.map((item) => item.current_period_end);
  if (at === "max_period_end") return Math.max(...ends);
  return at === "min_period_end" ? Math.min(...ends) : at;
}

function cancellation(sandbox: Sandbox, before: Subscription, input: UpdateInput): Partial<Subscription> {
  const { cancel_at: at, cancel_at_period_end: atPeriodEnd, cancellation_details: details } = input;
  const patch: Partial<Subscription> = details
    ? { cancellation_details: blankDetails({ ...before.cancellation_details, ...details }) }
    : {};
  if (at === undefined && atPeriodEnd === undefined) return patch;
  const cancelAt =
    at === null || (at === undefined && !atPeriodEnd)
      ? null
      : cancelMoment(before.items.data, at ?? "max_period_end");
  const isScheduled = cancelAt !== null;
  const reason = isScheduled ? "cancellation_requested" : null;
  return {
    cancel_at: cancelAt,
    cancel_at_period_end: atPeriodEnd ?? (at === null ? before.cancel_at_period_end : false),
    canceled_at: isScheduled ? (before.canceled_at ?? sandbox.nowOf(before.customer)) : null,
    cancellation_details: blankDetails({ ...before.cancellation_details, ...details, reason }),
  };
}

function holidayOf(holiday: UpdateInput["pause_collection"]): Subscription["pause_collection"] {
  return holiday ? { behavior: holiday.behavior, resumes_at: holiday.resumes_at ?? null } : null;
}

function discountsOf(sandbox: Sandbox, before: Subscription, { discounts }: UpdateInput): string[] {
  return attachDiscounts(sandbox, discounts ?? [], { customer: before.customer, subscription: before.id });
}

export function blankDetails(
  details: Partial<NonNullable<Subscription["cancellation_details"]>>,
): NonNullable<Subscription["cancellation_details"]> {
  return { comment: null, feedback: null, feedback_option: null, reason: null, ...details };
}
