import type Stripe from "stripe";
import type { BillTo } from "@/db/schema/platform";
import { withStripe } from "./client";
import { idOf } from "./reshape";

/**
 * Stripe makes invoices out to whom the card is of where a buyer names no company, because what asks for a company has to be
 * let change the customer's name. So a checkout notes on its subscription whom they were to be made out to, which each of
 * its invoices keeps.
 */
export const meantFor = (recipient: string | undefined): Record<string, string> =>
  recipient ? { recipient } : {};

/** On the customer: the name that was set on purpose, which may well be that of who holds the card. */
export const chosenName = (name: string) => ({ recipient: name });

/** On the customer: the subscription whose checkout has had the name put back. Whoever changes it after that means it. */
const putBackFor = (subscriptionId: string) => ({ recipient_put_back_for: subscriptionId });

type Customer = Stripe.Customer | Stripe.DeletedCustomer;

/** The name a customer had before the name on a card took its place; null where that is not what happened. */
export function nameBehindCard(
  customer: Customer,
  subscriptions: Stripe.Subscription[],
): { name: string; subscriptionId: string } | null {
  const [newest] = subscriptions.toSorted((a, b) => b.created - a.created);
  if (customer.deleted || !newest || isMeant(customer)) return null;
  if (customer.metadata.recipient_put_back_for === newest.id) return null;
  const own = customer.invoice_settings.default_payment_method;
  const holders = [own, newest.default_payment_method].flatMap(holderOf);
  const { recipient: meant } = newest.metadata;
  const name = behind(customer.name, customer.tax_ids?.data, { holders, meant });
  return name === null ? null : { name, subscriptionId: newest.id };
}

const isMeant = ({ name, metadata }: Stripe.Customer): boolean => name === metadata.recipient;

/** Who an invoice was made out to at Stripe, without the name on the card that paid a checkout. */
export function billToOfSale(
  billTo: BillTo | null,
  invoice: Stripe.Invoice,
  charges: Stripe.Charge[],
): BillTo | null {
  if (!billTo || invoice.billing_reason !== "subscription_create") return billTo;
  const intents = (invoice.payments?.data ?? []).map(({ payment }) => idOf(payment.payment_intent));
  const paid = charges.filter((charge) => intents.includes(idOf(charge.payment_intent)));
  const holders = paid.flatMap(({ billing_details: { name } }) => name ?? []);
  const meant = invoice.parent?.subscription_details?.metadata?.recipient;
  const name = behind(billTo.name, invoice.customer_tax_ids, { holders, meant });
  return name === null ? billTo : { ...billTo, name };
}

/** Gives a customer its name back, unless somebody has set that on purpose meanwhile. */
export async function putNameBack(
  customerId: string,
  { name, subscriptionId }: { name: string; subscriptionId: string },
): Promise<void> {
  await withStripe(async (stripe) => {
    const customer = await stripe.customers.retrieve(customerId);
    if (customer.deleted || isMeant(customer)) return;
    await stripe.customers.update(customerId, { name, metadata: putBackFor(subscriptionId) });
  });
}

/** A company comes with its tax id, or under another name than the card's. */
function behind(
  name: string | null | undefined,
  taxIds: unknown[] | null | undefined,
  { holders, meant }: { holders: string[]; meant: string | undefined },
): string | null {
  const isHolders = !taxIds?.length && name && holders.includes(name);
  return isHolders && meant && meant !== name ? meant : null;
}

const holderOf = (method: string | Stripe.PaymentMethod | null | undefined): string[] =>
  method && typeof method !== "string" && method.billing_details.name ? [method.billing_details.name] : [];
