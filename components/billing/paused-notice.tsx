import { CardButton } from "@/components/billing/card-button";
import { Notice, type NoticesProps } from "@/components/billing/notice";
import { PayButtons } from "@/components/billing/pay-buttons";
import { ActionButton } from "@/components/ui/action-button";
import { resumePlanAction } from "@/lib/billing/actions";
import type { Billing } from "@/lib/billing/queries";
import { perInterval } from "@/lib/entitlements/interval-words";
import { plans } from "@/lib/entitlements/plans";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

/** A plan that stands still: because somebody asked for it, or because a trial ended without a card. */
export function PausedNotice({ billing, canManage }: NoticesProps) {
  const { subscription } = billing;
  if (subscription?.status !== "paused" || !subscription.planId) return null;
  const planName = plans[subscription.planId].name;
  const isTrialOver = subscription.pausedReason === "trial_end_without_payment_method";
  return (
    <Notice
      variant="warning"
      title={isTrialOver ? `The trial of ${planName} is over` : `${planName} is paused`}
      actions={
        canManage ? <WaysOn billing={billing} verb={isTrialOver ? "Continue with" : "Resume"} /> : null
      }
    >
      {isTrialOver ? trialInWords(billing) : pauseInWords(billing)}
    </Notice>
  );
}

function WaysOn({ billing, verb }: { billing: Billing; verb: string }) {
  const { openInvoice, paymentMethod, subscription } = billing;
  if (openInvoice) return <PayButtons openInvoice={openInvoice} paymentMethod={paymentMethod} />;
  if (!paymentMethod) return <CardButton variant="default">Add a card</CardButton>;
  return (
    <>
      <ActionButton action={resumePlanAction}>
        {verb} {plans[subscription?.planId ?? "free"].name}
      </ActionButton>
      <CardButton>Update card</CardButton>
    </>
  );
}

function trialInWords({ subscription, openInvoice, paymentMethod }: Billing): string {
  const readOnly = "Until then the workspace is read-only; nothing is deleted.";
  if (openInvoice)
    return `It goes on as soon as the invoice of ${formatMoney(openInvoice.amount, openInvoice.currency)} is paid. ${readOnly}`;
  if (!paymentMethod || !subscription) return `Add a card to go on where you left off. ${readOnly}`;
  const { amount, currency, interval } = subscription;
  const price = `${formatMoney(amount, currency)} ${perInterval[interval ?? "monthly"]}`;
  return `Continue for ${price}: the card on file is charged today. ${readOnly}`;
}

function pauseInWords({ subscription, openInvoice, pauseEndsAt }: Billing): string {
  if (openInvoice)
    return `It resumes as soon as the invoice of ${formatMoney(openInvoice.amount, openInvoice.currency)} is paid.`;
  const byItself = pauseEndsAt ? ` The plan resumes by itself on ${formatDay(pauseEndsAt)}.` : "";
  const since = subscription?.pausedAt ? ` since ${formatDay(subscription.pausedAt)}` : "";
  return `Nothing has been charged${since}, and the workspace is read-only. Time that was paid for and not used is taken off the first invoice when you resume.${byItself}`;
}
