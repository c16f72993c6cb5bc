import { formatDay } from "@/lib/platform/date";
import { dunningStepAt } from "../dunning";
import type { SubscriptionState } from "../states";
import { type Transition, transition } from "./transition";
import { dueWords, invoiceSubject, termsInWords, type Written } from "./words";

const isOwing = (status: string | undefined): boolean => status === "past_due" || status === "unpaid";

/**
 * Where an unpaid plan stands, and that it is paid. Of steps that passed unseen only the last is told. One that
 * was paused and resumed between two looks runs again and still owes: that is no recovery.
 */
export function ofDunning(
  before: SubscriptionState | undefined,
  after: SubscriptionState,
  { takenAt, invoices, customer }: Pick<Written, "takenAt" | "invoices" | "customer">,
): Transition[] {
  if (after.isDuplicate || after.plan === null) return [];
  const isOpen = ({ latestInvoiceId }: SubscriptionState) =>
    invoices.some(({ stripeId, status }) => stripeId === latestInvoiceId && status === "open");
  if (before && isOwing(before.status) && ["active", "trialing"].includes(after.status))
    return isOpen(before) && isOpen(after) ? [] : [recovered(before, after, invoices)];
  const invoice = invoices.find(({ stripeId }) => stripeId === after.latestInvoiceId);
  if (!invoice) return [];
  const subject = invoiceSubject(invoice);
  const words = { ...termsInWords(after), ...dueWords(invoice) };
  if (after.status === "unpaid")
    return [transition("restricted", { subject, about: ["unpaid"], payload: words })];
  if (after.status !== "past_due" || !after.pastDueSince) return [];
  const step = dunningStepAt(after.pastDueSince, takenAt);
  // Whoever has to confirm the payment is told that, and not to change the card.
  if (step === "d0" && invoice.needsAction) return [];
  const payload = {
    ...words,
    step,
    ...(after.graceEndsAt && { restrictedOn: formatDay(after.graceEndsAt) }),
    ...(invoice.nextAttemptAt && { nextAttemptOn: formatDay(invoice.nextAttemptAt) }),
    ...(customer.paymentMethod === null && { lacksCard: "yes" }),
  };
  return [transition(step === "d7" ? "restricted" : "dunning", { subject, about: [step], payload })];
}

function recovered(
  before: SubscriptionState,
  after: SubscriptionState,
  invoices: Written["invoices"],
): Transition {
  const words = termsInWords(after);
  const subject = { id: before.latestInvoiceId ?? after.stripeId, label: words.planName };
  const invoice = invoices.find(({ stripeId }) => stripeId === before.latestInvoiceId);
  const forgiven = invoice && givenUp.includes(invoice.status) && invoiceSubject(invoice).label;
  return transition("recovered", { subject, payload: { ...words, ...(forgiven && { forgiven }) } });
}

/** Nobody paid, and nobody is asked to any more. */
const givenUp = ["uncollectible", "void"];
