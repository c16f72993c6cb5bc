import { Notice, type NoticesProps } from "@/components/billing/notice";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { cardInWords } from "@/lib/billing/card-words";
import { formatDay } from "@/lib/platform/date";

/** A card that will not be good for the next charge, from a month before that. */
export function CardNotice({ billing: { cardOutlived, paymentMethod }, canManage }: NoticesProps) {
  if (!paymentMethod || !cardOutlived) return null;
  const { chargedAt, isExpired } = cardOutlived;
  const verb = isExpired ? "has expired" : "expires before the next payment";
  return (
    <Notice
      variant="warning"
      title={`${cardInWords(paymentMethod)} ${verb}`}
      actions={
        canManage ? (
          <Button asChild size="sm" variant="outline">
            <Link href="/settings/billing/cards">Manage cards</Link>
          </Button>
        ) : null
      }
    >
      {canManage
        ? `The next payment is due on ${formatDay(chargedAt)}. Add another card before then and make it the default.`
        : `The next payment is due on ${formatDay(chargedAt)}. An owner, or a member with the billing role, can add another card.`}
    </Notice>
  );
}
