import { CardButton } from "@/components/billing/card-button";
import { Notice, type NoticesProps } from "@/components/billing/notice";
import { ActionButton } from "@/components/ui/action-button";
import { endTrialAction } from "@/lib/billing/actions";
import { perInterval } from "@/lib/entitlements/interval-words";
import { plans } from "@/lib/entitlements/plans";
import { clock, days } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

/** A trial: how long it lasts, and what happens then with a card and without one. */
export function TrialNotice({ billing: { subscription, paymentMethod }, canManage }: NoticesProps) {
  if (subscription?.status !== "trialing" || !subscription.trialEnd || subscription.cancelAt) return null;
  const { trialEnd, amount, currency, interval, planId } = subscription;
  if (!planId) return null;
  const { name } = plans[planId];
  const price = `${formatMoney(amount, currency)} ${perInterval[interval ?? "monthly"]}`;
  return (
    <Notice
      variant={paymentMethod ? "info" : "warning"}
      title={`Trial of ${name}: ${daysUntil(trialEnd)}`}
      actions={
        canManage ? (
          paymentMethod ? (
            <ActionButton action={endTrialAction} variant="outline">
              Start the paid plan today
            </ActionButton>
          ) : (
            <CardButton variant="default">Add a card</CardButton>
          )
        ) : null
      }
    >
      {paymentMethod
        ? `It is free until ${formatDay(trialEnd)}; then ${price}. Changing the plan until then costs nothing.`
        : `It is free until ${formatDay(trialEnd)}. Add a card to stay on ${name} for ${price}; without one the workspace becomes read-only then.`}
    </Notice>
  );
}

function daysUntil(date: Date): string {
  const left = Math.ceil((date.getTime() - clock.now().getTime()) / days(1));
  if (left <= 0) return "it ends today";
  return left === 1 ? "1 day left" : `${left} days left`;
}
