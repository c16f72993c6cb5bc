import { CreditCard } from "lucide-react";
import { CardButton } from "@/components/billing/card-button";
import { PromotionForm } from "@/components/billing/promotion-form";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { cardInWords, cardMonth } from "@/lib/billing/card-words";
import type { Billing } from "@/lib/billing/queries";
import { formatMoney } from "@/lib/platform/money";

type PaymentCardProps = {
  billing: Billing;
  canManage: boolean;
  /** Where all cards are. */
  cardsHref: string;
};

/** How the workspace pays: the card, what is left of earlier credit, and a promotion code. */
export function PaymentCard({ billing, canManage, cardsHref }: PaymentCardProps) {
  const { subscription, paymentMethod, balance } = billing;
  if (!subscription) return null;
  const { status, planId, discounts, cancelAt, scheduledChange } = subscription;
  const isGoingOn = ["active", "trialing"].includes(status) && !cancelAt && !scheduledChange;
  const takesCode = canManage && planId && isGoingOn && discounts.length === 0;
  return (
    <Card aria-labelledby="payment">
      <CardHeader>
        <CardTitle id="payment">Payment</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5 text-sm">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex items-center gap-2.5">
            <CreditCard aria-hidden className="size-5 text-muted-foreground" />
            {paymentMethod ? cardLine(paymentMethod) : "No card on file yet"}
          </p>
          {paymentMethod ? (
            <Button asChild size="sm" variant="outline">
              <Link href={cardsHref}>{canManage ? "Manage cards" : "See all cards"}</Link>
            </Button>
          ) : canManage ? (
            <CardButton>Add a card</CardButton>
          ) : null}
        </div>
        {balance < 0 ? (
          <p>
            Credit of <strong className="font-medium">{formatMoney(-balance, subscription.currency)}</strong>
            {creditInWords(subscription.status)}
          </p>
        ) : null}
        {takesCode ? <PromotionForm /> : null}
      </CardContent>
    </Card>
  );
}

/** Nothing pays credit out by itself. */
const creditInWords = (status: string): string =>
  status === "canceled"
    ? " is left. A plan bought later uses it up first, or ask support to pay it back."
    : ", which the next invoices use up first.";

function cardLine(card: NonNullable<Billing["paymentMethod"]>): string {
  const month = cardMonth(card);
  return month ? `${cardInWords(card)}, expires ${month}` : cardInWords(card);
}
