import { withStripe } from "./client";

/** Pays a part of a paid invoice back to its card, by a credit note: one document says so. Minor units, tax included. */
export async function refundByNote(invoiceId: string, amount: number, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) =>
    stripe.creditNotes.create({ invoice: invoiceId, amount, refund_amount: amount }, { idempotencyKey }),
  );
}

/** Gives a customer credit, which the next invoices use up. Minor units, of the customer's own currency. */
export async function postCredit(
  customerId: string,
  { amount, currency }: { amount: number; currency: string },
  idempotencyKey: string,
): Promise<void> {
  await withStripe((stripe) =>
    // At Stripe what a customer has with us is below zero.
    stripe.customers.createBalanceTransaction(customerId, { amount: -amount, currency }, { idempotencyKey }),
  );
}
