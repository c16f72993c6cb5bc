import type { AdjustmentSnapshot } from "@/lib/billing/stripe/snapshot";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import { type Transition, transition } from "./transition";
import { invoiceSubject, type NumberedAdjustment, unnumbered, type Written } from "./words";

export type KnownAdjustment = Pick<AdjustmentSnapshot, "stripeId" | "status">;

/**
 * Money that went back to the card, or a credit note; a refund under way is told once it has arrived. What was paid back by a
 * credit note is told once, by the note.
 */
export function ofAdjustment(
  before: KnownAdjustment | undefined,
  after: NumberedAdjustment,
  { invoices, adjustments }: Pick<Written, "invoices" | "adjustments">,
): Transition[] {
  const isDone = after.status === "succeeded" || after.status === "issued";
  if (!isDone || before?.status === after.status) return [];
  if (after.creditNoteId !== null) return [];
  const invoice = invoices.find(({ stripeId }) => stripeId === after.invoiceId);
  const label = invoice ? invoiceSubject(invoice).label : (after.number ?? unnumbered);
  // Where it can be read: the credit note itself, or the invoice that money went back for.
  const number = after.number ?? invoice?.number;
  const payload = {
    amount: formatMoney(after.amount, after.currency),
    adjustedOn: formatDay(after.adjustedAt),
    adjustmentKind: isPaidBack(after, adjustments) ? "refund" : after.kind,
    invoiceNumber: label,
    ...(number && { documentNumber: number }),
    ...(invoice && isKept(after, invoice) && { isKept: "yes" }),
  };
  return [transition("adjusted", { subject: { id: after.stripeId, label }, payload })];
}

/** Whether it came after the payment: what it does not send back to the card is credit, which the next invoices use up. */
const isKept = (
  { kind, adjustedAt }: NumberedAdjustment,
  { amountPaid, paidAt }: Written["invoices"][number],
): boolean => kind === "credit_note" && amountPaid > 0 && paidAt !== null && paidAt <= adjustedAt;

/** Whether all that a credit note takes back went to the card. */
function isPaidBack({ stripeId, amount }: NumberedAdjustment, adjustments: AdjustmentSnapshot[]): boolean {
  const paid = adjustments.filter(({ creditNoteId }) => creditNoteId === stripeId);
  return paid.reduce((total, one) => total + one.amount, 0) === amount;
}
