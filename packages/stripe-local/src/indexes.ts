import type { AnyObject, Invoice, InvoiceItem, Noun, Nouns } from "./types.js";

/** The fields that objects are looked up by; everything else is found by going through all of them. */
export interface Indexed {
  charge: "customer" | "payment_intent";
  credit_note: "customer" | "invoice";
  customer: "test_clock" | "email";
  customer_balance_transaction: "customer";
  "checkout.session": "customer";
  discount: "customer";
  dispute: "charge";
  event: "object";
  invoice: "customer" | "test_clock" | "subscription";
  invoiceitem: "customer" | "invoice" | "waits";
  invoice_payment: "invoice" | "payment_intent";
  payment_intent: "customer";
  payment_method: "customer";
  setup_intent: "customer";
  price: "product" | "lookup_key";
  refund: "charge" | "payment_intent";
  subscription: "customer" | "test_clock";
  subscription_schedule: "customer";
  tax_id: "customer";
  _delivery: "event";
  _usage: "reported";
}

type Indexes = {
  [N in keyof Indexed]: Record<Indexed[N], (object: Nouns[N]) => string | null | undefined>;
};

const byCustomer = { customer: (object: { customer?: string | null }) => object.customer };
const byClock = { test_clock: (object: { test_clock?: string | null }) => object.test_clock };

const declared: Indexes = {
  charge: { ...byCustomer, payment_intent: (charge) => charge.payment_intent },
  credit_note: { ...byCustomer, invoice: (note) => note.invoice },
  customer: { ...byClock, email: (customer) => customer.email },
  customer_balance_transaction: byCustomer,
  "checkout.session": byCustomer,
  discount: byCustomer,
  dispute: { charge: (dispute) => dispute.charge },
  event: { object: (event) => event.data.object.id },
  invoice: { ...byCustomer, ...byClock, subscription: subscriptionOf },
  invoiceitem: { ...byCustomer, invoice: (item) => item.invoice, waits: (item) => waitsFor(item) },
  invoice_payment: {
    invoice: (payment) => payment.invoice,
    payment_intent: (payment) => payment.payment.payment_intent,
  },
  payment_intent: byCustomer,
  payment_method: byCustomer,
  setup_intent: byCustomer,
  price: { product: (price) => price.product, lookup_key: (price) => price.lookup_key },
  refund: { charge: (refund) => refund.charge, payment_intent: (refund) => refund.payment_intent },
  subscription: { ...byCustomer, ...byClock },
  subscription_schedule: byCustomer,
  tax_id: byCustomer,
  _delivery: { event: (delivery) => delivery.event },
  _usage: { reported: (usage) => `${usage.meterEvent}/${usage.customer}` },
};

/** Each noun's table only ever asks about its own objects. */
export const INDEXES = declared as unknown as Partial<
  Record<Noun, Record<string, (object: AnyObject) => string | null | undefined>>
>;

function subscriptionOf(invoice: Invoice): string | null | undefined {
  return invoice.parent?.subscription_details?.subscription;
}

/** The customer whose next invoice takes the item. */
function waitsFor(item: InvoiceItem): string | null {
  return item.invoice === null ? item.customer : null;
}
