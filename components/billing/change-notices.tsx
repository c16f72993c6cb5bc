import { Notice, type NoticesProps } from "@/components/billing/notice";
import { PayButtons } from "@/components/billing/pay-buttons";
import { ActionButton } from "@/components/ui/action-button";
import { cancelScheduledChangeAction, undoCancellationAction } from "@/lib/billing/actions";
import { termsInWords } from "@/lib/billing/terms-words";
import { capitalized, planNameOf } from "@/lib/entitlements/plan-words";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

/** What has been decided and has not happened yet: an end, a change for later, a change that waits to be paid. */
export function ChangeNotices({ billing, ...given }: NoticesProps) {
  const canManage = given.canManage && billing.subscription?.planId !== null;
  const props = { billing, canManage };
  return (
    <>
      <PendingNotice {...props} />
      <ScheduledNotice {...props} />
      <EndingNotice {...props} />
    </>
  );
}

function PendingNotice({ billing, canManage }: NoticesProps) {
  const { subscription, openInvoice, paymentMethod } = billing;
  if (!subscription?.pendingUpdate) return null;
  const { pendingUpdate, pendingUpdateExpiresAt: expires, planId } = subscription;
  const amount = openInvoice ? ` of ${formatMoney(openInvoice.amount, openInvoice.currency)}` : "";
  return (
    <Notice
      variant="warning"
      title={`Payment needed for the change to ${termsInWords(pendingUpdate)}`}
      actions={
        canManage ? (
          <>
            <PayButtons openInvoice={openInvoice} paymentMethod={paymentMethod} />
            <ActionButton action={cancelScheduledChangeAction} variant="ghost">
              Withdraw change
            </ActionButton>
          </>
        ) : null
      }
    >
      {openInvoice?.needsAction
        ? `Your bank asks you to confirm the payment${amount}. Until then`
        : `The payment${amount} did not go through, so`}{" "}
      {planNameOf(planId)} stays in force.
      {expires ? ` The change is dropped if it is not paid by ${formatDay(expires)}.` : null}
    </Notice>
  );
}

function ScheduledNotice({ billing: { subscription }, canManage }: NoticesProps) {
  if (!subscription?.scheduledChange) return null;
  const { scheduledChange, scheduledFor, planId } = subscription;
  const when = scheduledFor ? `On ${formatDay(scheduledFor)}` : "When the paid period ends";
  return (
    <Notice
      title={`${when} the plan becomes ${termsInWords(scheduledChange)}`}
      actions={
        canManage ? (
          <ActionButton action={cancelScheduledChangeAction} variant="outline">
            Withdraw change
          </ActionButton>
        ) : null
      }
    >
      Until then {planNameOf(planId)} stays as it is.
    </Notice>
  );
}

function EndingNotice({ billing: { subscription }, canManage }: NoticesProps) {
  if (!subscription?.cancelAt || subscription.status === "canceled") return null;
  const name = planNameOf(subscription.planId);
  return (
    <Notice
      variant="warning"
      title={`${capitalized(name)} ends on ${formatDay(subscription.cancelAt)}`}
      actions={canManage ? <ActionButton action={undoCancellationAction}>Keep {name}</ActionButton> : null}
    >
      {subscription.planId
        ? "Everything stays as it is until then, and the plan is not charged again. Afterwards the workspace is on Free; nothing is deleted."
        : "Nothing more is charged for it. Write to us if you want it to go on."}
    </Notice>
  );
}
