import type { PlannedItems } from "@/db/schema/platform";
import type { AdjustmentSnapshot } from "@/lib/billing/stripe/snapshot";
import { perInterval } from "@/lib/entitlements/interval-words";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import type { Projection } from "../project";
import type { InvoiceState, SubscriptionState } from "../states";

/** An invoice with the number we gave it, which a draft has not yet. */
export type NumberedInvoice = InvoiceState & { number?: string | null };

/** The same of what was given back: a credit note has a number, money that went back to a card has none. */
export type NumberedAdjustment = AdjustmentSnapshot & { number?: string | null };

/** A projection once its rows are written. */
export type Written = Omit<Projection, "invoices" | "adjustments"> & {
  invoices: NumberedInvoice[];
  adjustments: NumberedAdjustment[];
};

/** A subscription as the mails speak of it. */
export function termsInWords(subscription: SubscriptionState) {
  const { plan, amount, currency, interval, periodEnd, status, trialEnd } = subscription;
  return {
    planName: planNameOf(plan),
    price: `${formatMoney(amount, currency)} ${perInterval[interval ?? "monthly"]}`,
    seats: seatsOf(subscription),
    renewsOn: periodEnd ? formatDay(periodEnd) : "",
    ...(status === "trialing" && trialEnd && { trialEndsOn: formatDay(trialEnd) }),
  };
}

/** What something will become, without a price: that is for the invoice to say. */
export const plannedWords = (planned: PlannedItems) => ({
  planName: `${plans[planned.plan].name}, billed ${planned.interval === "annual" ? "annually" : planned.interval}`,
  seats: seatsOf(planned),
});

function seatsOf({ plan, extraSeats }: Pick<SubscriptionState, "plan" | "extraSeats">): string {
  return String(plans[plan ?? "free"].seats + extraSeats);
}

/** What history and mails say where a number is missing: an id of Stripe's is nobody's to read. */
export const unnumbered = "without a number";

/** An invoice as the history and the mails name it. */
export const invoiceSubject = ({ stripeId, stripeNumber, number }: NumberedInvoice) => ({
  id: stripeId,
  label: number ?? stripeNumber ?? unnumbered,
});

/** What is still owed, and where to pay it. */
export const dueWords = ({ amountRemaining, currency, hostedUrl }: InvoiceState) => ({
  amount: formatMoney(amountRemaining, currency),
  ...(hostedUrl && { payUrl: hostedUrl }),
});

/** What is between us once a plan has ended: the newest invoice that is not paid, and credit that nothing uses up by itself. */
export function leftWords({ invoices, customer }: Pick<Written, "invoices" | "customer">) {
  const open = invoices
    .filter(({ status }) => status === "open")
    .toSorted((a, b) => b.draftedAt.getTime() - a.draftedAt.getTime())[0];
  const { balance, currency } = customer;
  return {
    ...(open && { openInvoice: invoiceSubject(open).label, openAmount: dueWords(open).amount }),
    ...(balance < 0 && currency && { creditLeft: formatMoney(-balance, currency) }),
  };
}
