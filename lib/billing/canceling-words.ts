import { countableFeatures, features } from "@/lib/entitlements/features";
import { amountOf, featureWords, listInWords, planNameOf } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import type { Billing } from "./queries";
import { termsInWords } from "./terms-words";

type Subscription = NonNullable<Billing["subscription"]>;

const onFree = countableFeatures.map((feature) =>
  amountOf(features[feature].capOf(plans.free, 0), featureWords[feature]),
);

/** What canceling leads to, point by point: when the plan ends, what is still to pay, what stays. */
export function whatCancelingDoes(
  { openInvoice }: Pick<Billing, "openInvoice">,
  subscription: Subscription,
): string[] {
  const { scheduledChange, status } = subscription;
  return [
    howItEnds(subscription),
    ...(openInvoice
      ? [
          `Invoice ${openInvoice.number} of ${formatMoney(openInvoice.amount, openInvoice.currency)} stays open: it is for the period that has begun.`,
        ]
      : []),
    ...(scheduledChange && status !== "paused"
      ? [`The scheduled change to ${termsInWords(scheduledChange)} is dropped.`]
      : []),
    `The workspace goes back to Free: ${listInWords(onFree)}. What goes beyond becomes read-only; nothing is deleted.`,
    "Invoices stay here, and the plan can be bought again at any time.",
  ];
}

function howItEnds({ status, periodEnd, planId }: Subscription): string {
  const name = planNameOf(planId);
  if (status === "paused") return `${name} ends at once, because a paused plan has no period left.`;
  const end = periodEnd ? formatDay(periodEnd) : "the end of the paid period";
  if (status === "trialing") return `The trial of ${name} goes on until ${end}, and nothing is charged.`;
  if (status !== "active") return `${name} ends on ${end}, and is not charged again.`;
  return `${name} stays as it is until ${end}, and is not charged again.`;
}
