import { CreditCard } from "lucide-react";
import { CardButton } from "@/components/billing/card-button";
import { PromotionForm } from "@/components/billing/promotion-form";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { Billing } from "@/lib/billing/queries";
import { formatMoney } from "@/lib/platform/money";

type PaymentCardProps = { billing: Billing; canManage: boolean };

/** How the workspace pays: the card, what is left of earlier credit, and a promotion code. */
export function PaymentCard({ billing, canManage }: PaymentCardProps) {
  const { subscription, paymentMethod, balance } = billing;
  if (!subscription) return null;
  const { status, planId, discounts } = subscription;
  const takesCode = canManage && planId && ["active", "trialing"].includes(status) && discounts.length === 0;
  return (
    <Card aria-labelledby="payment">
      <CardHeader>
        <CardTitle id="payment">Payment</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5 text-sm">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex items-center gap-2.5">
            <CreditCard aria-hidden className="size-5 text-muted-foreground" />
            {cardInWords(paymentMethod)}
          </p>
          {canManage ? <CardButton>{paymentMethod ? "Update card" : "Add a card"}</CardButton> : null}
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

function cardInWords(method: Billing["paymentMethod"]): string {
  if (!method) return "No card on file yet";
  const { brand, last4, expMonth, expYear } = method;
  const name = brand.charAt(0).toUpperCase() + brand.slice(1);
  const expiry = expMonth && expYear ? `, expires ${String(expMonth).padStart(2, "0")}/${expYear}` : "";
  return last4 ? `${name} ending in ${last4}${expiry}` : name;
}
