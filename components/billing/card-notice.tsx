import { cardInWords } from "@/components/billing/card-words";
import { Notice, type NoticesProps } from "@/components/billing/notice";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { cardEnd, cardNotices, nextChargeAt } from "@/lib/billing/cards/expiry";
import { clock } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";

/** A card that will not be good for the next charge, from a month before that. */
export function CardNotice({ billing: { subscription, paymentMethod }, canManage }: NoticesProps) {
  const chargedAt = subscription && nextChargeAt(subscription);
  const end = paymentMethod && cardEnd(paymentMethod);
  if (!paymentMethod || !chargedAt || !end || end > chargedAt) return null;
  const now = clock.now();
  if (chargedAt.getTime() - now.getTime() > cardNotices.first) return null;
  const verb = end <= now ? "has expired" : "expires before the next payment";
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
