import type Stripe from "stripe";
import type { BillTo } from "@/db/schema/platform";
import type { Card, CustomerSnapshot, ItemSnapshot } from "./snapshot";

export function customerOf(
  customer: Stripe.Customer | Stripe.DeletedCustomer,
): Omit<CustomerSnapshot, "openDisputes"> {
  if (customer.deleted) return { id: customer.id, isDeleted: true, ...nothing };
  return {
    id: customer.id,
    isDeleted: false,
    email: customer.email,
    balance: customer.balance,
    currency: customer.currency ?? null,
    isDelinquent: customer.delinquent ?? false,
    paymentMethod: cardOf(customer.invoice_settings.default_payment_method),
    billTo: billToOf({
      name: customer.name,
      address: customer.address,
      taxIds: customer.tax_ids?.data,
      fields: customer.invoice_settings.custom_fields,
    }),
    taxExempt: customer.tax_exempt ?? null,
  };
}

/** What is left of a customer that was deleted. */
const nothing = {
  email: null,
  balance: 0,
  currency: null,
  isDelinquent: false,
  paymentMethod: null,
  billTo: null,
  taxExempt: null,
};

/**
 * The period a subscription is in. Since 2025-03-31 each item has its own: the latest start and the earliest end bound
 * what all of them have in common.
 */
export function periodOf(items: ItemSnapshot[]): { start: Date | null; end: Date | null } {
  const first = items[0];
  if (!first) return { start: null, end: null };
  const starts = items.map((item) => item.periodStart.getTime());
  const ends = items.map((item) => item.periodEnd.getTime());
  return { start: new Date(Math.max(...starts)), end: new Date(Math.min(...ends)) };
}

interface Recipient {
  name: string | null | undefined;
  address: Stripe.Address | null | undefined;
  taxIds: { type: string; value: string | null }[] | null | undefined;
  /** What is printed beside the number and the dates. */
  fields: { name: string; value: string }[] | null | undefined;
}

/** Who an invoice is made out to; null where nothing is known of them. */
export function billToOf({ name, address, taxIds, fields }: Recipient): BillTo | null {
  const ids = (taxIds ?? []).flatMap(({ type, value }) => (value ? [{ type, value }] : []));
  const purchaseOrder = fields?.find((field) => field.name === purchaseOrderField)?.value;
  if (!name && !address && ids.length === 0 && !purchaseOrder) return null;
  return {
    name: name ?? null,
    address: address ? addressOf(address) : null,
    taxIds: ids,
    ...(purchaseOrder && { purchaseOrder }),
  };
}

/** What Stripe prints the number of a purchase order under. */
export const purchaseOrderField = "PO number";

function addressOf({ line1, line2, city, postal_code, state, country }: Stripe.Address) {
  return { line1, line2, city, postalCode: postal_code, state, country };
}

export function cardOf(method: string | Stripe.PaymentMethod | null): Card | null {
  if (!method || typeof method === "string") return null;
  const { card, type } = method;
  if (!card) return { brand: type, last4: "", expMonth: null, expYear: null };
  return { brand: card.brand, last4: card.last4, expMonth: card.exp_month, expYear: card.exp_year };
}

/** Null for what is no card, or was not read along. */
export const fingerprintOf = (method: string | Stripe.PaymentMethod | null): string | null =>
  method && typeof method !== "string" ? (method.card?.fingerprint ?? null) : null;

export const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

export const instantOf = (seconds: number): Date => new Date(seconds * 1_000);

export const findInstant = (seconds: number | null | undefined): Date | null =>
  typeof seconds === "number" ? instantOf(seconds) : null;

export const sum = (parts: { amount: number }[] | null | undefined): number =>
  (parts ?? []).reduce((total, part) => total + part.amount, 0);
