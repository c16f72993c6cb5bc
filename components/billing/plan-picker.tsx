import { IntervalLinks } from "@/components/billing/interval-links";
import { PlanOffer } from "@/components/billing/plan-offer";
import { QuoteOffer } from "@/components/billing/quote-offer";
import { purchasablePlans, trialNoticeDays } from "@/lib/billing/schema";
import type { TrialStanding } from "@/lib/billing/trials/check-trial";
import type { Interval, PlanId } from "@/lib/entitlements/plans";

type PlanPickerProps = {
  currentPlanId: PlanId;
  interval: Interval;
  /** Where the picker stands; the interval is added to it. */
  href: string;
  /** Members and open invitations, for all of whom a plan must have room. */
  occupiedSeats: number;
  trial: TrialStanding;
  canManage: boolean;
};

/** The plans a workspace can move to, each with the price it would pay today. */
export function PlanPicker({ interval, href, trial, ...offer }: PlanPickerProps) {
  return (
    <section aria-labelledby="plans" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="plans" className="font-semibold text-[0.9375rem]">
          Choose a plan
        </h2>
        <IntervalLinks current={interval} href={href} />
      </div>
      {offer.canManage ? null : (
        <p className="text-muted-foreground text-sm">
          An owner, or a member with the billing role, can choose a plan.
        </p>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {purchasablePlans.map((id) => (
          <PlanOffer key={id} planId={id} interval={interval} isTrialOpen={trial === "open"} {...offer} />
        ))}
      </ul>
      {offer.canManage ? <TrialTerms trial={trial} /> : null}
      {offer.canManage ? <QuoteOffer href={`${href}/quote`} /> : null}
      <p className="text-muted-foreground text-xs">Prices in US dollars, before tax.</p>
    </section>
  );
}

const trialTerms: Record<TrialStanding, string> = {
  open: `There is one trial for each person, company and card, and it needs no card to start. If a trial was used before with the card you add later, yours ends ${trialNoticeDays} days after you add it; we mail you first.`,
  used_here: "This workspace has had its trial. Plans start the day you choose them.",
  used: "A trial was used before by you or your company, so there is none here. Plans start the day you choose them.",
  unconfirmed: "Confirm your e-mail address to start with a trial.",
};

/** Whether the plans above can be tried, before anybody goes to pay. */
const TrialTerms = ({ trial }: { trial: TrialStanding }) => (
  <p className="max-w-prose text-muted-foreground text-sm">{trialTerms[trial]}</p>
);
