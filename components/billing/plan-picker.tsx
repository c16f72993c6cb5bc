import { CurrencyLinks } from "@/components/billing/currency-links";
import { IntervalLinks } from "@/components/billing/interval-links";
import { PlanOffer } from "@/components/billing/plan-offer";
import { purchasablePlans } from "@/lib/billing/schema";
import { type Currency, currencyNames } from "@/lib/entitlements/currencies";
import type { Interval, PlanId } from "@/lib/entitlements/plans";

type PlanPickerProps = {
  currentPlanId: PlanId;
  interval: Interval;
  currency: Currency;
  /** Null where the workspace pays in one already; what the address says of it otherwise. */
  choice: { currency?: Currency } | null;
  /** Where the picker stands; the interval and a chosen currency are added to it. */
  href: string;
  /** Members and open invitations, for all of whom a plan must have room. */
  occupiedSeats: number;
  isTrialOpen: boolean;
  canManage: boolean;
};

/** The plans a workspace can move to, each with the price it would pay today. */
export function PlanPicker({ interval, currency, choice, href, ...offer }: PlanPickerProps) {
  const hrefFor = (chosen: { interval?: Interval; currency?: Currency }) =>
    `${href}?${new URLSearchParams({ interval, ...choice, ...chosen })}`;
  return (
    <section aria-labelledby="plans" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="plans" className="font-semibold text-[0.9375rem]">
          Choose a plan
        </h2>
        <div className="flex flex-wrap gap-3">
          <IntervalLinks current={interval} hrefFor={(one) => hrefFor({ interval: one })} />
          {choice ? <CurrencyLinks current={currency} hrefFor={(one) => hrefFor({ currency: one })} /> : null}
        </div>
      </div>
      {offer.canManage ? null : (
        <p className="text-muted-foreground text-sm">
          An owner, or a member with the billing role, can choose a plan.
        </p>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {purchasablePlans.map((id) => (
          <PlanOffer key={id} planId={id} interval={interval} currency={currency} {...offer} />
        ))}
      </ul>
      <p className="text-muted-foreground text-xs">
        {choice
          ? `Prices in ${currencyNames[currency]}, before tax. The currency you buy in first is the one this workspace keeps.`
          : `Prices in ${currencyNames[currency]}, before tax.`}
      </p>
    </section>
  );
}
