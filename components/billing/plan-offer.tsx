import { Check } from "lucide-react";

import { ActionForm, SubmitButton } from "@/components/ui/form";
import { startCheckoutAction } from "@/lib/billing/actions";
import { seatsInWords } from "@/lib/billing/terms-words";
import type { Currency } from "@/lib/entitlements/currencies";
import { perInterval } from "@/lib/entitlements/interval-words";
import { pointsOf } from "@/lib/entitlements/plan-words";
import { type Interval, type PlanId, planIds, plans } from "@/lib/entitlements/plans";
import { savingPercent } from "@/lib/entitlements/savings";
import { formatPrice } from "@/lib/platform/money";

type PlanOfferProps = {
  planId: PlanId;
  currentPlanId: PlanId;
  interval: Interval;
  currency: Currency;
  occupiedSeats: number;
  isTrialOpen: boolean;
  canManage: boolean;
};

/** One plan with the price this workspace would pay, the seats its members need added. */
export function PlanOffer(props: PlanOfferProps) {
  const { planId, currentPlanId, interval, currency, occupiedSeats, isTrialOpen, canManage } = props;
  const plan = plans[planId];
  const added = Math.max(0, occupiedSeats - plan.seats);
  const price = plan.price[currency][interval];
  const each = plan.extraSeat?.[currency][interval] ?? 0;
  return (
    <li className="flex flex-col gap-4 rounded-lg border bg-card p-5 shadow-xs">
      <div>
        <h3 className="font-semibold text-[0.9375rem]">{plan.name}</h3>
        <p className="mt-0.5 text-muted-foreground text-sm">{plan.tagline}</p>
      </div>
      <div>
        <p className="flex items-baseline gap-1.5">
          <span className="font-semibold text-2xl tabular-nums tracking-[-0.02em]">
            {formatPrice(price + added * each, currency)}
          </span>
          <span className="text-muted-foreground text-sm">{perInterval[interval]}</span>
        </p>
        <Saving planId={planId} interval={interval} currency={currency} />
        {added > 0 ? (
          <p className="mt-1 text-muted-foreground text-xs">
            {formatPrice(price, currency)} and {added} {added === 1 ? "seat" : "seats"} added at{" "}
            {formatPrice(each, currency)}
          </p>
        ) : null}
      </div>
      <Points points={pointsOf(plan, seatsInWords(plan.seats + added))} />
      {canManage ? (
        <OfferForm
          planId={planId}
          interval={interval}
          currency={currency}
          trialDays={isTrialOpen ? plan.trialDays : 0}
          verb={planIds.indexOf(planId) > planIds.indexOf(currentPlanId) ? "Upgrade to" : "Choose"}
        />
      ) : null}
    </li>
  );
}

function Saving({ planId, interval, currency }: Pick<PlanOfferProps, "planId" | "interval" | "currency">) {
  const percent = savingPercent(plans[planId].price[currency], interval);
  if (percent <= 0) return null;
  return <p className="mt-1 font-medium text-brand text-xs">Save {percent}% on paying by the month</p>;
}

function Points({ points }: { points: string[] }) {
  return (
    <ul className="grid gap-1.5 text-sm">
      {points.map((point) => (
        <li key={point} className="flex gap-2">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-brand" />
          {point}
        </li>
      ))}
    </ul>
  );
}

function OfferForm({
  planId,
  interval,
  currency,
  trialDays,
  verb,
}: {
  planId: PlanId;
  interval: Interval;
  currency: Currency;
  trialDays: number;
  verb: string;
}) {
  const { name } = plans[planId];
  return (
    <ActionForm action={startCheckoutAction} className="mt-auto grid gap-2">
      <input type="hidden" name="plan" value={planId} />
      <input type="hidden" name="interval" value={interval} />
      <input type="hidden" name="currency" value={currency} />
      {trialDays > 0 ? (
        <SubmitButton name="start" value="trial" className="w-full">
          Try {name} for {trialDays} days
        </SubmitButton>
      ) : null}
      <SubmitButton
        name="start"
        value="now"
        variant={trialDays > 0 ? "outline" : "default"}
        className="w-full"
      >
        {verb} {name}
      </SubmitButton>
    </ActionForm>
  );
}
