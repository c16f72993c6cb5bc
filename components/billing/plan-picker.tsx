import { VerifyLinkButton } from "@/components/auth/verify-link-button";
import { CurrencyLinks } from "@/components/billing/currency-links";
import { IntervalLinks } from "@/components/billing/interval-links";
import { PlanOffer } from "@/components/billing/plan-offer";
import { QuoteOffer } from "@/components/billing/quote-offer";
import { plansBeyond, trialNoticeDays } from "@/lib/billing/schema";
import type { TrialStanding } from "@/lib/billing/trials/check-trial";
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
  trial: TrialStanding;
  canManage: boolean;
};

/** The plans a workspace can move to, each with the price it would pay today. */
export function PlanPicker({ interval, currency, choice, href, trial, ...offer }: PlanPickerProps) {
  const hrefFor = (chosen: { interval?: Interval; currency?: Currency }) =>
    `${href}?${new URLSearchParams({ interval, ...choice, ...chosen })}`;
  const offered = plansBeyond(offer.currentPlanId);
  if (offered.length === 0) return null;
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
        {offered.map((id) => (
          <PlanOffer
            key={id}
            planId={id}
            interval={interval}
            currency={currency}
            isTrialOpen={trial === "open"}
            {...offer}
          />
        ))}
      </ul>
      {offer.canManage ? <TrialTerms trial={trial} /> : null}
      {offer.canManage ? <QuoteOffer href={`${href}/quote`} /> : null}
      <p className="text-muted-foreground text-xs">
        {choice
          ? `Prices in ${currencyNames[currency]}, before tax. The currency you buy in first is the one this workspace keeps.`
          : `Prices in ${currencyNames[currency]}, before tax.`}
      </p>
    </section>
  );
}

const trialTerms: Record<TrialStanding, string> = {
  open: `There is one trial for each person, company and card, and it needs no card to start. If a trial was used before with the card you add later, yours ends ${trialNoticeDays} days after you add it; we mail you first.`,
  used_here: "This workspace has had its trial. Plans start the day you choose them.",
  used: "A trial was used before by you or your company, so there is none here. Plans start the day you choose them.",
  unconfirmed: "Verify your e-mail to start with a trial. The link is in the mail we sent you.",
};

/** Whether the plans above can be tried, before anybody goes to pay. */
const TrialTerms = ({ trial }: { trial: TrialStanding }) => (
  <div className="grid gap-2">
    <p className="max-w-prose text-muted-foreground text-sm">{trialTerms[trial]}</p>
    {trial === "unconfirmed" ? <VerifyLinkButton /> : null}
  </div>
);
