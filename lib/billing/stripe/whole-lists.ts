import type Stripe from "stripe";

/** What Stripe embeds in an object is the first ten entries of a list; these read all of it where there are more. */
const page = { limit: 100 };

/** An invoice, or a preview of one, with every line and, where they were read along, every payment. */
export async function wholeInvoice(stripe: Stripe, invoice: Stripe.Invoice): Promise<Stripe.Invoice> {
  const { id, payments } = invoice;
  const lines = await whole(invoice.lines, () => stripe.invoices.listLineItems(id, page));
  if (!payments) return { ...invoice, lines };
  const list = () => stripe.invoicePayments.list({ invoice: id, ...page });
  return { ...invoice, lines, payments: await whole(payments, list) };
}

/** A subscription with every item. */
export async function wholeSubscription(
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<Stripe.Subscription> {
  const list = () => stripe.subscriptionItems.list({ subscription: subscription.id, ...page });
  return { ...subscription, items: await whole(subscription.items, list) };
}

/** A charge with every refund, where they were read along. */
export async function wholeCharge(stripe: Stripe, charge: Stripe.Charge): Promise<Stripe.Charge> {
  if (!charge.refunds) return charge;
  const list = () => stripe.refunds.list({ charge: charge.id, ...page });
  return { ...charge, refunds: await whole(charge.refunds, list) };
}

/** A customer with every tax id, where they were read along. */
export async function wholeCustomer<T extends Stripe.Customer | Stripe.DeletedCustomer>(
  stripe: Stripe,
  customer: T,
): Promise<T> {
  if (customer.deleted || !customer.tax_ids) return customer;
  const list = () => stripe.customers.listTaxIds(customer.id, page);
  return { ...customer, tax_ids: await whole(customer.tax_ids, list) };
}

async function whole<T extends { id: string }>(
  embedded: Stripe.ApiList<T>,
  list: () => Stripe.ApiListPromise<T>,
): Promise<Stripe.ApiList<T>> {
  if (!embedded.has_more) return embedded;
  return { ...embedded, data: await list().autoPagingToArray({ limit: 10_000 }), has_more: false };
}
