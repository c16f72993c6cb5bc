import type { ReturnSnapshot } from "@/lib/billing/stripe/snapshot";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import { type Transition, transition } from "./transition";
import { invoiceSubject, unnumbered, type Written } from "./words";

export type KnownReturn = Pick<ReturnSnapshot, "stripeId" | "status">;

/** Money that went back to the card, or a credit note; a refund under way is told once it has arrived. */
export function ofReturn(
  before: KnownReturn | undefined,
  after: ReturnSnapshot,
  { invoices }: Pick<Written, "invoices">,
): Transition[] {
  const isDone = after.status === "succeeded" || after.status === "issued";
  if (!isDone || before?.status === after.status) return [];
  const invoice = invoices.find(({ stripeId }) => stripeId === after.invoiceId);
  const label = invoice ? invoiceSubject(invoice).label : (after.number ?? unnumbered);
  const payload = {
    amount: formatMoney(after.amount, after.currency),
    returnedOn: formatDay(after.returnedAt),
    returnKind: after.kind,
    invoiceNumber: label,
    ...(after.pdfUrl && { invoiceUrl: after.pdfUrl }),
  };
  return [transition("returned", { subject: { id: after.stripeId, label }, payload })];
}
