import { nulls } from "../nulls.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer, Invoice, Subscription } from "../types.js";
import type { Bill } from "./invoicing.js";

export function newInvoice(sandbox: Sandbox, customer: Customer, bill: Bill, discounts: string[]): Invoice {
  const { subscription } = bill;
  const currency = subscription?.currency ?? customer.currency ?? "usd";
  return {
    id: sandbox.id("in"),
    object: "invoice",
    account_country: "US",
    account_name: "Local Stripe",
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    attempt_count: 0,
    attempted: false,
    automatic_tax: automaticTax(subscription?.automatic_tax.enabled ?? false),
    billing_reason: bill.reason,
    collection_method: subscription?.collection_method ?? "charge_automatically",
    created: sandbox.nowOf(customer.id),
    currency,
    custom_fields: customer.invoice_settings.custom_fields,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_tax_exempt: customer.tax_exempt ?? "none",
    customer_tax_ids: taxIdsOf(sandbox, customer.id),
    default_tax_rates: [],
    discounts,
    issuer: { type: "self" },
    lines: { object: "list", data: [], has_more: false, url: "" },
    livemode: false,
    metadata: {},
    parent: subscription && subscriptionParent(subscription, bill.prorationDate),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: bill.period.end,
    period_start: bill.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: customer.balance,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    subtotal_excluding_tax: 0,
    test_clock: customer.test_clock ?? null,
    total: 0,
    total_discount_amounts: [],
    total_excluding_tax: 0,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    ...nulls(
      "hosted_invoice_url",
      "invoice_pdf",
      "account_tax_ids",
      "application",
      "automatically_finalizes_at",
      "customer_account",
      "customer_shipping",
      "default_payment_method",
      "default_source",
      "description",
      "due_date",
      "effective_at",
      "ending_balance",
      "footer",
      "from_invoice",
      "last_finalization_error",
      "latest_revision",
      "next_payment_attempt",
      "number",
      "on_behalf_of",
      "receipt_number",
      "rendering",
      "shipping_cost",
      "shipping_details",
      "statement_descriptor",
      "webhooks_delivered_at",
    ),
  };
}

function taxIdsOf(sandbox: Sandbox, customer: string): { type: string; value: string }[] {
  return sandbox.store.where("tax_id", "customer", customer).map(({ type, value }) => ({ type, value }));
}

function automaticTax(enabled: boolean): Invoice["automatic_tax"] {
  return {
    disabled_reason: null,
    enabled,
    liability: enabled ? { type: "self" } : null,
    provider: enabled ? "stripe" : null,
    status: enabled ? "complete" : null,
  };
}

function subscriptionParent(
  subscription: Subscription,
  prorationDate: number | undefined,
): Invoice["parent"] {
  return {
    quote_details: null,
    subscription_details: {
      metadata: subscription.metadata,
      subscription: subscription.id,
      ...(prorationDate === undefined ? {} : { subscription_proration_date: prorationDate }),
    },
    type: "subscription_details",
  };
}
