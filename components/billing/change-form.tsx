import { FollowChoice } from "@/components/billing/follow-choice";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { describeField, LabeledField } from "@/components/ui/labeled-field";
import { NativeRadioGroup, Radio } from "@/components/ui/native-radio-group";
import type { PlannedItems } from "@/db/schema/platform";
import { isPurchasable } from "@/lib/billing/schema";
import { seatsInWords } from "@/lib/billing/terms-words";
import type { Currency } from "@/lib/entitlements/currencies";
import { intervalLabels, perInterval } from "@/lib/entitlements/interval-words";
import type { Amounts } from "@/lib/entitlements/plan-amounts";
import { type Interval, intervals, type PlanId, planIds, plans } from "@/lib/entitlements/plans";
import { savingPercent } from "@/lib/entitlements/savings";
import { formatPrice } from "@/lib/platform/money";

type ChangeFormProps = {
  /** The page itself: every choice has an address, and so works without a script. */
  href: string;
  from: PlannedItems;
  to: PlannedItems;
  currency: Currency;
  /** What was typed, right or wrong. */
  seats: string;
  occupiedSeats: number;
  errors: Record<string, string[]>;
};

/** What to change to: plan, how often to pay, seats. */
export function ChangeForm({ href, from, to, currency, seats, occupiedSeats, errors }: ChangeFormProps) {
  return (
    <FollowChoice action={href}>
      <NativeRadioGroup legend="Plan" className="sm:grid-cols-3">
        {planIds
          .filter((id) => isPurchasable(id) || id === from.plan)
          .map((id) => (
            <PlanChoice
              key={id}
              id={id}
              interval={to.interval}
              currency={currency}
              isChosen={id === to.plan}
              isNow={id === from.plan}
            />
          ))}
      </NativeRadioGroup>
      <NativeRadioGroup legend="How often to pay" className="sm:grid-cols-3">
        {intervals
          .filter((one) => isPurchasable(to.plan) || one === from.interval)
          .map((interval) => (
            <Radio
              key={interval}
              name="interval"
              value={interval}
              defaultChecked={interval === to.interval}
              label={intervalLabels[interval]}
              hint={savingInWords(plans[to.plan].price[currency], interval)}
            />
          ))}
      </NativeRadioGroup>
      {/* Seats belong to the plan they were entered for; another plan begins with what there is room for now. */}
      <input type="hidden" name="of" value={to.plan} />
      <div className="flex flex-wrap items-end justify-between gap-4">
        <SeatsField {...{ to, currency, seats, occupiedSeats }} error={errors.seats?.[0]} />
        <Button type="submit" variant="outline">
          Update preview
        </Button>
      </div>
    </FollowChoice>
  );
}

type PlanChoiceProps = {
  id: PlanId;
  interval: Interval;
  currency: Currency;
  isChosen: boolean;
  isNow: boolean;
};

function PlanChoice({ id, interval, currency, isChosen, isNow }: PlanChoiceProps) {
  const { name, price, seats } = plans[id];
  return (
    <Radio
      name="plan"
      value={id}
      defaultChecked={isChosen}
      label={
        <>
          {name}
          {isNow ? (
            <span className="font-normal text-muted-foreground">
              {plans[id].isSold ? " · current" : " · current, not sold any more"}
            </span>
          ) : null}
        </>
      }
      hint={
        <>
          <span className="block text-foreground tabular-nums">
            {formatPrice(price[currency][interval], currency)} {perInterval[interval]}
          </span>
          {seatsInWords(seats)} included
        </>
      }
    />
  );
}

type SeatsFieldProps = Pick<ChangeFormProps, "to" | "currency" | "seats" | "occupiedSeats"> & {
  error?: string;
};

function SeatsField({ to, currency, seats, occupiedSeats, error }: SeatsFieldProps) {
  const plan = plans[to.plan];
  const each = formatPrice(plan.extraSeat?.[currency][to.interval] ?? 0, currency);
  const field = {
    id: "seats",
    label: "Seats",
    hint: `${plan.seats} included; each seat added is ${each} ${perInterval[to.interval]}. Members and invitations take ${occupiedSeats}.`,
    error,
  };
  return (
    <LabeledField {...field} className="max-w-lg">
      <Input
        {...describeField(field)}
        key={`${to.plan} ${seats}`}
        name="seats"
        type="number"
        inputMode="numeric"
        min={1}
        max={1000}
        defaultValue={seats}
        className="max-w-28"
      />
    </LabeledField>
  );
}

/** What a longer interval saves on the price of its months: "Save 16%". */
function savingInWords(price: Amounts, interval: Interval): string | undefined {
  const percent = savingPercent(price, interval);
  return percent > 0 ? `Save ${percent}%` : undefined;
}
