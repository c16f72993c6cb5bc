import Stripe from "stripe";
import { withStripe } from "./client";

/** Charges the customer's card for an open invoice. A decline is thrown as it comes; `declineOf` reads it. */
export async function chargeInvoice(invoiceId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) => stripe.invoices.pay(invoiceId, {}, { idempotencyKey }));
}

/** Stripe's word for how an invoice stands this moment, past our own image of it. */
export async function readInvoiceStatus(invoiceId: string): Promise<string | null> {
  const { status } = await withStripe((stripe) => stripe.invoices.retrieve(invoiceId));
  return status;
}

/** Gives an invoice up; a change that waited for it is dropped with it. */
export async function voidInvoice(invoiceId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) => stripe.invoices.voidInvoice(invoiceId, {}, { idempotencyKey }));
}

/** Gives up hope of an open invoice: what it billed was delivered, and stays owed in the books. */
export async function markUncollectible(invoiceId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) => stripe.invoices.markUncollectible(invoiceId, {}, { idempotencyKey }));
}

/** Stripe's sentence for the card's owner where the bank said no, else null. */
export const declineOf = (thrown: unknown): string | null =>
  thrown instanceof Stripe.errors.StripeCardError ? thrown.message : null;

/** Whether the bank pays once the card's owner has confirmed it. */
export const asksForConfirmation = (thrown: unknown): boolean =>
  thrown instanceof Stripe.errors.StripeError &&
  (thrown.code ?? "").endsWith("payment_intent_requires_action");

/** Whether Stripe cannot work out the tax for want of an address. */
export const lacksAddress = (thrown: unknown): boolean =>
  thrown instanceof Stripe.errors.StripeError && thrown.code === "customer_tax_location_invalid";
