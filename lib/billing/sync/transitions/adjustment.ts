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
  const isPaidBack = adjustments.some((one) => isSameReturn(after, one));
  if (isPaidBack && after.kind === "refund") return [];
  const invoice = invoices.find(({ stripeId }) => stripeId === after.invoiceId);
  const label = invoice ? invoiceSubject(invoice).label : (after.number ?? unnumbered);
  // Where it can be read: the credit note itself, or the invoice that money went back for.
  const number = after.number ?? invoice?.number;
  const payload = {
    amount: formatMoney(after.amount, after.currency),
    adjustedOn: formatDay(after.adjustedAt),
    adjustmentKind: isPaidBack ? "refund" : after.kind,
    invoiceNumber: label,
    ...(number && { documentNumber: number }),
  };
  return [transition("adjusted", { subject: { id: after.stripeId, label }, payload })];
}

/** Stripe makes a credit note and the refund that pays it in one moment, and the refund does not name the note. */
const isSameReturn = (one: AdjustmentSnapshot, other: AdjustmentSnapshot): boolean =>
  one.kind !== other.kind &&
  one.invoiceId === other.invoiceId &&
  one.amount === other.amount &&
  one.adjustedAt.getTime() === other.adjustedAt.getTime();
