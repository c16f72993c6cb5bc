import type { billingAdjustments } from "@/db/schema/platform";

type Note = typeof billingAdjustments.$inferSelect;

/** A credit note with the fields of an invoice: what it gives back is below zero, and nobody owes anything for it. */
export function bookedNote(note: Note, corrects: string | null) {
  const { stripeNumber, status, adjustedAt, currency, amount, tax, lines, taxes } = note;
  const subtotal = lines.reduce((total, line) => total + line.amount, 0);
  const discount = lines.reduce((total, line) => total + line.discount, 0);
  return {
    number: note.number ?? "",
    kind: "credit_note" as const,
    corrects,
    stripeNumber,
    status,
    issuedAt: adjustedAt,
    dueAt: null,
    paidAt: null,
    currency,
    // One that was read before its lines were kept has an amount alone.
    subtotal: -(lines.length > 0 ? subtotal : amount - tax),
    discount: -discount,
    tax: -tax,
    taxes: taxes.map((one) => ({ ...one, taxable: -one.taxable, amount: -one.amount })),
    total: -amount,
    amountPaid: 0,
    amountRemaining: 0,
    amountRefunded: 0,
    amountCredited: 0,
  };
}

/** The lines of a credit note, with their amounts below zero. */
export const linesBelowZero = ({ lines }: Pick<Note, "lines">): Note["lines"] =>
  lines.map((line) => ({
    ...line,
    amount: -line.amount,
    discount: -line.discount,
    tax: -line.tax,
  }));
