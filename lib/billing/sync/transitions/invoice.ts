import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import { isIssued } from "../invoice-number";
import type { InvoiceState } from "../states";
import { type Transition, transition } from "./transition";
import { dueWords, invoiceSubject, type NumberedInvoice, type Written } from "./words";

export type KnownInvoice = Pick<InvoiceState, "stripeId" | "status" | "attemptCount" | "lastError">;

/** What became of one invoice. */
export function ofInvoice(
  before: KnownInvoice | undefined,
  after: NumberedInvoice,
  { unconfirmed }: Pick<Written, "unconfirmed">,
): Transition[] {
  const subject = invoiceSubject(after);
  const told: Transition[] = [];
  if (isIssued(after) && !(before && isIssued(before))) told.push(transition("invoice_issued", { subject }));
  if (after.status === "paid" && before?.status !== "paid" && after.amountPaid > 0) {
    told.push(transition("paid", { subject, payload: receiptWords(after) }));
  }
  if (isNewFailure(before, after)) {
    told.push(
      transition("payment_failed", {
        subject,
        about: [String(after.attemptCount)],
        payload: dueWords(after),
      }),
    );
  }
  if (after.lastError && after.lastError !== before?.lastError) {
    told.push(transition("finalization_failed", { subject, about: [after.lastError] }));
  }
  if (unconfirmed.includes(after.stripeId)) {
    told.push(transition("action_required", { subject, payload: dueWords(after) }));
  }
  return told;
}

/** The first charge fails in front of the person who tries it; only a later one happens behind their back. */
function isNewFailure(before: KnownInvoice | undefined, after: InvoiceState): boolean {
  const isRenewal = after.billingReason !== "subscription_create";
  return after.status === "open" && isRenewal && after.attemptCount > (before?.attemptCount ?? 0);
}

const receiptWords = (invoice: NumberedInvoice) => ({
  amount: formatMoney(invoice.amountPaid, invoice.currency),
  invoiceNumber: invoiceSubject(invoice).label,
  ...(invoice.paidAt && { paidOn: formatDay(invoice.paidAt) }),
});
