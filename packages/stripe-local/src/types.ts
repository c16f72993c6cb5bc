import type Stripe from "stripe";

/**
 * What travels on the wire, derived from the SDK's own types: decimals are strings and related objects are ids.
 * A field that moves in the next SDK therefore stops this folder from compiling.
 */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends (infer Item)[]
    ? WireField<Item>[]
    : T extends object
      ? { [Key in keyof T]: WireField<T[Key]> }
      : T;

type WireField<Value> =
  string extends Extract<Value, string> ? Extract<Value, string | null | undefined> : Wire<Value>;

export type StripeAccount = Wire<Stripe.Account>;
export type Customer = Wire<Stripe.Customer>;
export type Product = Wire<Stripe.Product>;
export type Price = Wire<Stripe.Price>;
export type Coupon = Wire<Stripe.Coupon>;
export type PromotionCode = Wire<Stripe.PromotionCode>;
export type Discount = Wire<Stripe.Discount>;
export type PaymentMethod = Wire<Stripe.PaymentMethod>;
export type Subscription = Wire<Stripe.Subscription>;
export type SubscriptionItem = Wire<Stripe.SubscriptionItem>;
export type Schedule = Wire<Stripe.SubscriptionSchedule>;
export type Invoice = Wire<Stripe.Invoice>;
export type InvoiceLine = Wire<Stripe.InvoiceLineItem>;
export type InvoiceItem = Wire<Stripe.InvoiceItem>;
export type InvoicePayment = Wire<Stripe.InvoicePayment>;
export type PaymentIntent = Wire<Stripe.PaymentIntent>;
export type SetupIntent = Wire<Stripe.SetupIntent>;
export type Charge = Wire<Stripe.Charge>;
export type Dispute = Wire<Stripe.Dispute>;
export type Refund = Wire<Stripe.Refund>;
export type CreditNote = Wire<Stripe.CreditNote>;
export type BalanceTransaction = Wire<Stripe.CustomerBalanceTransaction>;
export type CheckoutSession = Wire<Stripe.Checkout.Session>;
export type PortalSession = Wire<Stripe.BillingPortal.Session>;
export type PortalConfiguration = Wire<Stripe.BillingPortal.Configuration>;
export type WebhookEndpoint = Wire<Stripe.WebhookEndpoint>;
export type Meter = Wire<Stripe.Billing.Meter>;
export type TestClock = Wire<Stripe.TestHelpers.TestClock>;
export type TaxId = Wire<Stripe.TaxId>;
export type TaxRate = Wire<Stripe.TaxRate>;
export type Address = Wire<Stripe.Address>;

/** An event without the SDK's union of three hundred payload types. */
export interface Event {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: { id: string; object: string }; previous_attributes?: Record<string, unknown> };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null } | null;
  type: string;
}

/** A stretch of time an item has been billed for; what an unused rest is credited from in flexible mode. */
export interface Coverage {
  start: number;
  end: number;
  gross: number;
  discounts: { discount: string; amount: number }[];
  /** Where the debit was billed: an invoice line, or an invoice item that waits for its invoice. */
  source: { invoice: string; line: string } | { invoiceItem: string } | null;
}

/** What Stripe knows about a subscription but does not show. */
export interface SubscriptionFile {
  id: string;
  object: "_file";
  coverage: Record<string, Coverage[]>;
  /** A change that waits for its payment, and the invoice it waits for. */
  pending: { invoice: string; after: Subscription; coverage: Record<string, Coverage[]> } | null;
  resumption: { invoice: string; expiresAt: number } | null;
  /** Up to where the usage of an item was billed before its period ended, by item. */
  billedUntil: Record<string, number>;
}

export interface Order {
  id: string;
  object: "_order";
  items: { price: string; quantity: number }[];
  subscription: {
    metadata: Record<string, string>;
    description: string | null;
    trialDays: number | null;
    missingPaymentMethod: "cancel" | "create_invoice" | "pause";
    billingMode: { type: "classic" | "flexible"; prorationDiscounts: "included" | "itemized" };
  };
  updatesCustomer: { address: boolean; name: boolean };
}

/** The lines of an invoice that was only imagined, to be read page by page. */
export interface PreviewLines {
  id: string;
  object: "_preview";
  lines: InvoiceLine[];
}

/** Something that is announced once: a trial's end, an upcoming invoice, an overdue one. */
export interface Notice {
  id: string;
  object: "_notice";
  about: { noun: "subscription" | "invoice"; id: string };
}

export interface Delivery {
  id: string;
  object: "_delivery";
  event: string;
  type: string;
  endpoint: string;
  url: string;
  status: "pending" | "held" | "delivered" | "failed" | "dropped";
  attempts: { at: number; status: number; detail: string }[];
}

export interface StoredReply {
  id: string;
  object: "_reply";
  fingerprint: string;
  status: number;
  body: string;
  at: number;
}

export interface UsageEvent {
  id: string;
  object: "_usage";
  meterEvent: string;
  customer: string;
  value: number;
  timestamp: number;
  receivedAt: number;
}

/** The sandbox's own knobs, kept with its objects so that a restart finds the clock where it was. */
export interface Account {
  id: "account";
  object: "_account";
  offsetMs: number;
  settings: Settings;
}

export interface Settings {
  /** What a subscription becomes when its last retry fails. */
  afterRetries: "cancel" | "unpaid" | "past_due";
  /** Days after the first failure at which an invoice is tried again. Assumption: a fixed table, no Smart Retries. */
  retryDays: number[];
  /** Over what a meter's `last` value is taken: the whole period, or the time since its item got its price. */
  lastOf: "period" | "price";
  searchLagMs: number;
  meterLagMs: number;
  /** A decline code for the next charge of any customer, or null. */
  failNextPayment: string | null;
}

export interface Nouns {
  customer: Customer;
  product: Product;
  price: Price;
  coupon: Coupon;
  promotion_code: PromotionCode;
  discount: Discount;
  payment_method: PaymentMethod;
  subscription: Subscription;
  subscription_schedule: Schedule;
  invoice: Invoice;
  invoiceitem: InvoiceItem;
  invoice_payment: InvoicePayment;
  payment_intent: PaymentIntent;
  setup_intent: SetupIntent;
  charge: Charge;
  dispute: Dispute;
  refund: Refund;
  credit_note: CreditNote;
  customer_balance_transaction: BalanceTransaction;
  "checkout.session": CheckoutSession;
  "billing_portal.session": PortalSession;
  "billing_portal.configuration": PortalConfiguration;
  "billing.meter": Meter;
  "test_helpers.test_clock": TestClock;
  tax_id: TaxId;
  webhook_endpoint: WebhookEndpoint;
  event: Event;
  _account: Account;
  _file: SubscriptionFile;
  _notice: Notice;
  _confirmed: { id: string; object: "_confirmed" };
  _detached: { id: string; object: "_detached" };
  _order: Order;
  _preview: PreviewLines;
  _secret: { id: string; object: "_secret"; secret: string };
  _tombstone: { id: string; object: "_tombstone" };
  _delivery: Delivery;
  _reply: StoredReply;
  _usage: UsageEvent;
}

export type Noun = keyof Nouns;
export type AnyObject = Nouns[Noun];
