/** A kind of thing a restricted key may be given the right to, as the dashboard calls it. */
export type Right =
  | "Account"
  | "Charges and Refunds"
  | "Checkout Sessions"
  | "Coupons"
  | "Credit notes"
  | "Customer portal"
  | "Customers"
  | "Disputes"
  | "Events"
  | "Invoices"
  | "Meters"
  | "Payment Methods"
  | "PaymentIntents"
  | "Prices"
  | "Products"
  | "Promotion Codes"
  | "SetupIntents"
  | "Subscriptions"
  | "Tax IDs"
  | "Tax Rates"
  | "Test clocks"
  | "Webhook Endpoints";

interface Call {
  /** Method and path; `:id` stands for any id. */
  place: string;
  /** What a restricted key has to be allowed for it: to write for POST and DELETE, else to read. */
  right: Right;
  /** The parameters it is made with, those inside others left out. */
  params: string[];
}

const call = (place: string, right: Right, params = ""): Call => ({
  place,
  right,
  params: params.split(" ").filter(Boolean),
});

/** Every call the product makes to Stripe, by its name in the SDK. */
export const calls: Record<string, Call> = {
  "accounts.retrieveCurrent": call("GET /v1/account", "Account"),
  "billing.meterEvents.create": call(
    "POST /v1/billing/meter_events",
    "Meters",
    "event_name identifier payload timestamp",
  ),
  "billing.meters.create": call(
    "POST /v1/billing/meters",
    "Meters",
    "customer_mapping default_aggregation display_name event_name value_settings",
  ),
  "billing.meters.list": call("GET /v1/billing/meters", "Meters", "limit status"),
  "billing.meters.listEventSummaries": call(
    "GET /v1/billing/meters/:id/event_summaries",
    "Meters",
    "customer end_time start_time",
  ),
  "billingPortal.configurations.create": call(
    "POST /v1/billing_portal/configurations",
    "Customer portal",
    "features metadata",
  ),
  "billingPortal.configurations.list": call(
    "GET /v1/billing_portal/configurations",
    "Customer portal",
    "active limit",
  ),
  "billingPortal.configurations.update": call(
    "POST /v1/billing_portal/configurations/:id",
    "Customer portal",
    "features",
  ),
  "billingPortal.sessions.create": call(
    "POST /v1/billing_portal/sessions",
    "Customer portal",
    "configuration customer flow_data return_url",
  ),
  "charges.list": call("GET /v1/charges", "Charges and Refunds", "customer expand limit"),
  "checkout.sessions.create": call(
    "POST /v1/checkout/sessions",
    "Checkout Sessions",
    "allow_promotion_codes allowed_payment_method_types billing_address_collection cancel_url client_reference_id currency custom_text customer customer_update line_items mode payment_method_collection subscription_data success_url tax_id_collection ui_mode",
  ),
  "checkout.sessions.expire": call("POST /v1/checkout/sessions/:id/expire", "Checkout Sessions"),
  "checkout.sessions.retrieve": call("GET /v1/checkout/sessions/:id", "Checkout Sessions", "expand"),
  "coupons.create": call("POST /v1/coupons", "Coupons", "duration duration_in_months id name percent_off"),
  "coupons.retrieve": call("GET /v1/coupons/:id", "Coupons", "expand"),
  "creditNotes.create": call("POST /v1/credit_notes", "Credit notes", "amount invoice refund_amount"),
  "creditNotes.list": call("GET /v1/credit_notes", "Credit notes", "customer limit"),
  "customers.create": call("POST /v1/customers", "Customers", "email metadata name"),
  "customers.createBalanceTransaction": call(
    "POST /v1/customers/:id/balance_transactions",
    "Customers",
    "amount currency",
  ),
  "customers.createTaxId": call("POST /v1/customers/:id/tax_ids", "Tax IDs", "type value"),
  "customers.deleteTaxId": call("DELETE /v1/customers/:id/tax_ids/:id", "Tax IDs"),
  "customers.listTaxIds": call("GET /v1/customers/:id/tax_ids", "Tax IDs", "limit"),
  "customers.retrieve": call("GET /v1/customers/:id", "Customers", "expand"),
  "customers.update": call(
    "POST /v1/customers/:id",
    "Customers",
    "address email invoice_settings metadata name",
  ),
  "disputes.list": call("GET /v1/disputes", "Disputes", "charge limit"),
  "events.list": call("GET /v1/events", "Events", "created delivery_success limit"),
  "invoiceItems.list": call("GET /v1/invoiceitems", "Invoices", "customer limit pending"),
  "invoicePayments.list": call("GET /v1/invoice_payments", "Invoices", "invoice limit"),
  "invoices.createPreview": call(
    "POST /v1/invoices/create_preview",
    "Invoices",
    "discounts preview_mode schedule subscription subscription_details",
  ),
  "invoices.list": call("GET /v1/invoices", "Invoices", "customer expand limit status"),
  "invoices.listLineItems": call("GET /v1/invoices/:id/lines", "Invoices", "limit"),
  "invoices.markUncollectible": call("POST /v1/invoices/:id/mark_uncollectible", "Invoices"),
  "invoices.pay": call("POST /v1/invoices/:id/pay", "Invoices"),
  "invoices.retrieve": call("GET /v1/invoices/:id", "Invoices"),
  "invoices.voidInvoice": call("POST /v1/invoices/:id/void", "Invoices"),
  "paymentIntents.list": call("GET /v1/payment_intents", "PaymentIntents", "customer limit"),
  "paymentMethods.detach": call("POST /v1/payment_methods/:id/detach", "Payment Methods"),
  "paymentMethods.list": call("GET /v1/payment_methods", "Payment Methods", "customer limit"),
  "prices.create": call(
    "POST /v1/prices",
    "Prices",
    "billing_scheme currency lookup_key product recurring tax_behavior tiers tiers_mode transfer_lookup_key unit_amount_decimal",
  ),
  "prices.list": call("GET /v1/prices", "Prices", "active expand limit lookup_keys product"),
  "prices.retrieve": call("GET /v1/prices/:id", "Prices", "expand"),
  "prices.update": call("POST /v1/prices/:id", "Prices", "currency_options"),
  "products.create": call("POST /v1/products", "Products", "id metadata name"),
  "products.list": call("GET /v1/products", "Products", "ids limit"),
  "products.update": call("POST /v1/products/:id", "Products", "active name"),
  "promotionCodes.list": call("GET /v1/promotion_codes", "Promotion Codes", "active code limit"),
  "refunds.list": call("GET /v1/refunds", "Charges and Refunds", "charge limit"),
  "subscriptionItems.list": call("GET /v1/subscription_items", "Subscriptions", "limit subscription"),
  "subscriptionSchedules.create": call(
    "POST /v1/subscription_schedules",
    "Subscriptions",
    "from_subscription",
  ),
  "subscriptionSchedules.release": call("POST /v1/subscription_schedules/:id/release", "Subscriptions"),
  "subscriptionSchedules.update": call(
    "POST /v1/subscription_schedules/:id",
    "Subscriptions",
    "end_behavior phases",
  ),
  "subscriptions.cancel": call(
    "DELETE /v1/subscriptions/:id",
    "Subscriptions",
    "cancellation_details invoice_now prorate",
  ),
  "subscriptions.list": call("GET /v1/subscriptions", "Subscriptions", "customer expand limit price status"),
  "subscriptions.pause": call(
    "POST /v1/subscriptions/:id/pause",
    "Subscriptions",
    "bill_for invoicing_behavior type",
  ),
  "subscriptions.resume": call(
    "POST /v1/subscriptions/:id/resume",
    "Subscriptions",
    "billing_cycle_anchor expand payment_behavior",
  ),
  "subscriptions.retrieve": call("GET /v1/subscriptions/:id", "Subscriptions", "expand"),
  "subscriptions.update": call(
    "POST /v1/subscriptions/:id",
    "Subscriptions",
    "billing_cycle_anchor cancel_at cancellation_details default_payment_method discounts expand items metadata pause_collection payment_behavior proration_behavior proration_date trial_end",
  ),
  "taxRates.retrieve": call("GET /v1/tax_rates/:id", "Tax Rates"),
  "webhookEndpoints.list": call("GET /v1/webhook_endpoints", "Webhook Endpoints", "limit"),
};

/**
 * What is read along with something else, by the last word of its path, and what a restricted key has to be allowed to read
 * for it (docs: permissions reference, on expanding objects); null where it is a part of the thing itself.
 */
export const expansions: Record<string, Right | null> = {
  coupon: "Coupons",
  currency_options: null,
  customer: "Customers",
  default_payment_method: "Payment Methods",
  latest_invoice: "Invoices",
  payments: "Invoices",
  promotion_code: "Promotion Codes",
  refunds: "Charges and Refunds",
  schedule: "Subscriptions",
  setup_intent: "SetupIntents",
  tax_ids: "Tax IDs",
  test_clock: "Test clocks",
  tiers: null,
};
