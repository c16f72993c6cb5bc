import { DAY } from "../billing/calendar.js";
import { inCurrency, isOfferedIn } from "../billing/currencies.js";
import { newItem } from "../billing/items.js";
import { itemPeriod, startBilling } from "../billing/starting.js";
import { taxRateFor } from "../billing/tax.js";
import { invalid } from "../errors.js";
import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer, Price, Subscription, SubscriptionItem } from "../types.js";
import { attachDiscounts } from "./coupons.js";
import { refuseSecondCurrency } from "./customer-currency.js";
import { ownMethod } from "./payment-methods.js";
import { mergeMetadata } from "./shapes.js";
import type { CreateInput } from "./subscription-inputs.js";
import {
  automaticTaxOf,
  cancelMoment,
  recurringPrice,
  refuseDuplicates,
  refuseOddIntervals,
  trialSettingsOf,
} from "./subscription-patch.js";
import { refuseBadTerms, refuseWithoutDays } from "./subscription-terms.js";

/** Creates a subscription and collects its first invoice in the same request. */
export function createSubscription(sandbox: Sandbox, input: CreateInput): Subscription {
  const customer = sandbox.store.get("customer", input.customer, "customer");
  refuseBadTerms(input, sandbox.nowOf(customer.id));
  if (input.collection_method === "send_invoice") refuseWithoutDays(input);
  if (input.automatic_tax?.enabled) taxRateFor(customer);
  const blank = blankSubscription(sandbox, customer, input);
  const written = sandbox.store.put<"subscription">(withItems(sandbox, blank, input));
  const discounts = attachDiscounts(sandbox, input.discounts ?? [], {
    customer: customer.id,
    subscription: written.id,
  });
  sandbox.store.change("subscription", written.id, { discounts });
  sandbox.store.change("customer", customer.id, { currency: written.currency });
  startBilling(sandbox, written.id, input.payment_behavior ?? "allow_incomplete");
  return sandbox.store.get("subscription", written.id);
}

function withItems(sandbox: Sandbox, subscription: Subscription, input: CreateInput): Subscription {
  const now = sandbox.nowOf(subscription.customer);
  const data = input.items.map(({ price: id, quantity, metadata }, index) => {
    const price = recurringPrice(sandbox, id, `items[${index}]`);
    const item = newItem(sandbox, subscription.id, price, quantity ?? 1);
    const { start, end } = itemPeriod(subscription, item, now);
    return {
      ...item,
      current_period_start: start,
      current_period_end: end,
      metadata: mergeMetadata({}, metadata),
    };
  });
  const currency = currencyOf(sandbox, subscription, data, input.currency?.toLowerCase());
  refuseDuplicates(data);
  refuseOddIntervals(data, subscription.billing_mode.type);
  const at = input.cancel_at ?? (input.cancel_at_period_end ? "max_period_end" : null);
  return {
    ...subscription,
    currency,
    cancel_at: at === null ? null : cancelMoment(data, at),
    canceled_at: at === null ? null : now,
    items: {
      object: "list",
      data,
      has_more: false,
      url: `/v1/subscription_items?subscription=${subscription.id}`,
    },
  };
}

/** The one that is asked for, else the customer's where every price has it, else the one all prices are in. */
function currencyOf(
  sandbox: Sandbox,
  { customer: id }: Subscription,
  items: SubscriptionItem[],
  asked: string | undefined,
): string {
  const [first] = items;
  if (!first) throw invalid("Missing required param: items.", { code: "parameter_missing", param: "items" });
  const customer = sandbox.store.get("customer", id);
  const theirs = items.every(({ price }) => isOfferedIn(price, customer.currency ?? "")) && customer.currency;
  const currency = asked ?? (theirs || first.price.currency);
  for (const [at, { price }] of items.entries()) {
    if (asked) inCurrency(price, asked, `items[${at}][price]`);
    else if (!isOfferedIn(price, currency)) throw mixed(price, first.price, `items[${at}][price]`);
  }
  refuseSecondCurrency(sandbox, customer, currency);
  return currency;
}

/** The sentence is quoted in public code that has recorded it. */
const mixed = (price: Price, first: Price, param: string): Error =>
  invalid(
    `This \`price\` has \`currency=${price.currency}\`, but other items use \`currency=${first.currency}\`. All items must have pricing in the same currency. When using multi-currency prices, you can specify \`currency\` at the top level, to be used by all items.`,
    { param },
  );

function blankSubscription(sandbox: Sandbox, customer: Customer, input: CreateInput): Subscription {
  const now = sandbox.nowOf(customer.id);
  const trialEnd = trialEndOf(input, now);
  const isFlexible = input.billing_mode?.type !== "classic";
  const proration_discounts = input.billing_mode?.flexible?.proration_discounts ?? "itemized";
  return {
    id: sandbox.id("sub"),
    object: "subscription",
    automatic_tax: automaticTaxOf(input.automatic_tax?.enabled ?? false),
    billing_cycle_anchor: trialEnd ?? now,
    billing_mode: {
      flexible: isFlexible ? { proration_discounts } : null,
      type: isFlexible ? "flexible" : "classic",
      ...(isFlexible ? { updated_at: now } : {}),
    },
    billing_schedules: [],
    cancel_at_period_end: input.cancel_at_period_end ?? false,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: input.collection_method ?? "charge_automatically",
    created: now,
    currency: "usd",
    customer: customer.id,
    days_until_due: input.collection_method === "send_invoice" ? (input.days_until_due ?? 30) : null,
    default_payment_method: input.default_payment_method
      ? ownMethod(sandbox, customer.id, input.default_payment_method, "default_payment_method").id
      : null,
    default_tax_rates: [],
    description: input.description ?? null,
    discounts: [],
    invoice_settings: {
      issuer: { type: "self" },
      ...nulls("account_tax_ids", "custom_fields", "description", "footer"),
    },
    items: { object: "list", data: [], has_more: false, url: "" },
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: input.payment_settings?.save_default_payment_method ?? "off",
    },
    start_date: now,
    status: trialEnd ? "trialing" : "incomplete",
    test_clock: customer.test_clock ?? null,
    trial_end: trialEnd,
    trial_settings: trialSettingsOf(
      input.trial_settings?.end_behavior ?? { missing_payment_method: "create_invoice" },
    ),
    trial_start: trialEnd ? now : null,
    ...nulls(
      "application",
      "application_fee_percent",
      "billing_cycle_anchor_config",
      "billing_thresholds",
      "cancel_at",
      "canceled_at",
      "customer_account",
      "default_source",
      "ended_at",
      "latest_invoice",
      "managed_payments",
      "next_pending_invoice_item_invoice",
      "on_behalf_of",
      "pause_collection",
      "pending_invoice_item_interval",
      "pending_setup_intent",
      "pending_update",
      "schedule",
      "transfer_data",
    ),
  };
}

function trialEndOf(input: CreateInput, now: number): number | null {
  if (input.trial_end === "now") return null;
  if (typeof input.trial_end === "number") return input.trial_end;
  return input.trial_period_days ? now + input.trial_period_days * DAY : null;
}
