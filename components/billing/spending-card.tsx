import { ActionButton } from "@/components/ui/action-button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormCheckbox, FormField } from "@/components/ui/form-field";
import { Meter } from "@/components/ui/meter";
import { removeSpendingLimitAction, setSpendingLimitAction } from "@/lib/billing/actions";
import type { Spending } from "@/lib/billing/spending/spending";
import { type Currency, currencyNames } from "@/lib/entitlements/currencies";
import { formatDay } from "@/lib/platform/date";
import { decimalOf, formatMoney, placesIn } from "@/lib/platform/money";

type SpendingCardProps = { spending: Spending; canManage: boolean };

/** What is spent beyond the plan, and the limit the workspace sets itself; nothing where the plan bills nothing beyond it. */
export function SpendingCard({ spending, canManage }: SpendingCardProps) {
  const { spent, currency, paysIn, limit, periodEnd } = spending;
  if (spent === null || currency === null || paysIn === null) return null;
  const money = (amount: number) => formatMoney(amount, currency);
  return (
    <Card aria-labelledby="spending">
      <CardHeader>
        <CardTitle id="spending">Spending limit</CardTitle>
        <CardDescription>
          For what is used beyond the plan until {formatDay(periodEnd)}, and in every billing period after
          that.
        </CardDescription>
        {limit && canManage ? (
          <CardAction>
            <ActionButton action={removeSpendingLimitAction} variant="outline">
              Remove limit
            </ActionButton>
          </CardAction>
        ) : null}
      </CardHeader>
      <CardContent className="grid gap-5 text-sm">
        {limit ? (
          <Meter label="Beyond the plan so far" used={spent} limit={limit.amount} format={money} />
        ) : (
          <p className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span className="font-medium">Beyond the plan so far</span>
            <span className="text-muted-foreground tabular-nums">{money(spent)}</span>
          </p>
        )}
        <p>{ruleInWords(spending)}</p>
        {limit && limit.currency !== paysIn ? (
          <p>
            The limit is in {currencyNames[limit.currency]} and counts at the price in{" "}
            {currencyNames[limit.currency]}, but this workspace pays in {currencyNames[paysIn]}. Set a new one
            to count what is billed.
          </p>
        ) : null}
        {canManage ? <LimitForm limit={limit} paysIn={paysIn} /> : null}
      </CardContent>
    </Card>
  );
}

function ruleInWords({ limit, spent, periodEnd }: Spending): string {
  if (!limit) return "There is no limit: what is used beyond the plan is billed with the next invoice.";
  if (!limit.isHard)
    return "Mails tell whoever manages billing at 50%, 80% and 100%. Nothing stops at the limit.";
  return spent !== null && spent >= limit.amount
    ? `API calls beyond the plan are refused until ${formatDay(periodEnd)}, or until the limit is raised or removed.`
    : "Mails tell whoever manages billing at 50%, 80% and 100%. At the limit, API calls beyond the plan are refused.";
}

function LimitForm({ limit, paysIn }: { limit: Spending["limit"]; paysIn: Currency }) {
  const hasCents = placesIn(paysIn) > 0;
  return (
    <ActionForm action={setSpendingLimitAction} className="grid gap-4">
      <FormField
        name="amount"
        label={`Limit in ${currencyNames[paysIn]}`}
        hint="Per billing period, before tax."
        inputMode={hasCents ? "decimal" : "numeric"}
        autoComplete="off"
        required
        defaultValue={limit?.currency === paysIn ? decimalOf(limit.amount, paysIn) : undefined}
        className="max-w-sm"
      />
      <FormCheckbox
        name="isHard"
        label="Refuse API calls beyond the plan once the limit is reached"
        defaultChecked={limit?.isHard ?? false}
      />
      <div>
        <SubmitButton size="sm" variant="outline">
          {limit ? "Change limit" : "Set limit"}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
