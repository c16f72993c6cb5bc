import { Notice, type NoticesProps } from "@/components/billing/notice";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

/** A payment that the bank has not decided on yet: said once for each, and no cause for alarm. */
export const DisputeNotice = ({ billing: { disputes } }: Pick<NoticesProps, "billing">) =>
  disputes.map(({ amount, currency, openedAt }) => (
    <Notice key={openedAt} title={`The bank disputes a payment of ${formatMoney(amount, currency)}`}>
      It has done so since {formatDay(new Date(openedAt))}. Everything keeps working while the bank decides.
      If nobody here meant to dispute it, ask the bank to withdraw it.
    </Notice>
  ));
