import { Notice, type NoticesProps } from "@/components/billing/notice";
import { PayButtons } from "@/components/billing/pay-buttons";
import { Button } from "@/components/ui/button";
import type { Billing } from "@/lib/billing/queries";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

/** A payment that failed: how much, what happens when, and how to settle it. */
export function UnpaidNotice({ billing, canManage }: NoticesProps) {
  const { subscription, openInvoice, access, paymentMethod } = billing;
  if (subscription?.status === "canceled" && openInvoice)
    return <LeftOpenNotice openInvoice={openInvoice} canManage={canManage} />;
  if (!subscription || !["past_due", "unpaid"].includes(subscription.status)) return null;
  const amount = openInvoice ? ` of ${formatMoney(openInvoice.amount, openInvoice.currency)}` : "";
  const title = openInvoice?.needsAction
    ? `Your bank asks you to confirm the payment${amount}`
    : `The last payment${amount} did not go through`;
  return (
    <Notice
      variant={access === "full" || !subscription.planId ? "warning" : "danger"}
      title={title}
      actions={canManage ? <PayButtons openInvoice={openInvoice} paymentMethod={paymentMethod} /> : null}
    >
      {whatHappens(billing)}
    </Notice>
  );
}

type LeftOpenProps = Pick<NoticesProps, "canManage"> & { openInvoice: NonNullable<Billing["openInvoice"]> };

/** What is still owed for a plan that has ended: nobody collects it any more. */
function LeftOpenNotice({ openInvoice: { number, amount, currency, hostedUrl }, canManage }: LeftOpenProps) {
  return (
    <Notice
      variant="warning"
      title={`Invoice ${number} of ${formatMoney(amount, currency)} is still open`}
      actions={
        canManage && hostedUrl ? (
          <Button asChild size="sm">
            <a href={hostedUrl}>Pay invoice</a>
          </Button>
        ) : null
      }
    >
      The plan has ended, so the card is not charged by itself any more.
    </Notice>
  );
}

function whatHappens({ subscription, openInvoice, access, paymentMethod }: Billing): string {
  if (!subscription?.planId)
    return "It is for the plan that was arranged with us. Write to us if something is wrong with it.";
  if (access !== "full")
    return "The workspace is read-only until the invoice is paid; then everything works again within a minute. Nothing is deleted.";
  const { graceEndsAt } = subscription;
  const until = graceEndsAt
    ? `Everything keeps working until ${formatDay(graceEndsAt)}; then the workspace becomes read-only until the invoice is paid.`
    : "Pay the invoice or change the card, so that the workspace keeps working.";
  const next = openInvoice?.nextAttemptAt;
  // Another try does not help where the bank waits for its owner.
  if (!next || openInvoice.needsAction) return until;
  return paymentMethod
    ? `${until} We try the card again on ${formatDay(next)}.`
    : `${until} We try again on ${formatDay(next)}, which takes a card on file.`;
}
