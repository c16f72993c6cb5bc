import { z } from "zod";
import { money } from "@/lib/billing/shapes";
import { asksForConfirmation, chargeInvoice, declineOf } from "@/lib/billing/stripe/payment";
import { AppError } from "@/lib/core/errors";
import { findInvoice, findOpenInvoice, type Invoice } from "./find-invoice";
import { operatorCommand } from "./operator-command";
import { retryInvoiceInput } from "./schema";

/**
 * Charges the card on file for an open invoice now, or for one that was written off, and answers with what the bank said. It
 * does not use up one of the tries that are planned. Throws `conflict` where nothing is to be paid or no card is there.
 */
export const retryInvoice = operatorCommand({
  name: "invoice.retry",
  summary: "Charge the card for an open invoice now",
  event: "payment.requested",
  input: retryInvoiceInput,
  output: z.object({
    number: z.string(),
    currency: z.string(),
    amount: money,
    outcome: z.enum(["paid", "declined", "confirmation_needed"]),
    /** The bank's own sentence where it said no. */
    answer: z.string().nullable(),
  }),
  example: { slug: "acme", number: "INV-202611-000042", reason: "They have a new card" },
  async find(db, tenantId, { number }) {
    const found =
      number === undefined ? await findOpenInvoice(db, tenantId) : await findInvoice(db, tenantId, number);
    refuseSettled(found.invoice);
    return found;
  },
  async ask({ invoice: { stripeId, number, currency, amountRemaining: amount } }, _input, key) {
    return { number, currency, amount, ...(await charge(stripeId, key)) };
  },
});

function refuseSettled({ number, status }: Invoice): void {
  if (status === "open" || status === "uncollectible") return;
  throw new AppError("conflict", `${number} is ${status}: there is nothing to pay.`);
}

async function charge(invoiceId: string, key: string) {
  try {
    await chargeInvoice(invoiceId, key);
    return { outcome: "paid" as const, answer: null };
  } catch (thrown) {
    if (asksForConfirmation(thrown)) return { outcome: "confirmation_needed" as const, answer: null };
    const answer = declineOf(thrown);
    if (answer === null) throw thrown;
    return { outcome: "declined" as const, answer };
  }
}
