import { IntervalLinks } from "@/components/billing/interval-links";
import { PlanOffer } from "@/components/billing/plan-offer";
import { QuoteOffer } from "@/components/billing/quote-offer";
import { purchasablePlans } from "@/lib/billing/schema";
import type { Interval, PlanId } from "@/lib/entitlements/plans";

type PlanPickerProps = {
  currentPlanId: PlanId;
  interval: Interval;
  /** Where the picker stands; the interval is added to it. */
  href: string;
  /** Members and open invitations, for all of whom a plan must have room. */
  occupiedSeats: number;
  isTrialOpen: boolean;
  canManage: boolean;
};

/** The plans a workspace can move to, each with the price it would pay today. */
export function PlanPicker({ interval, href, ...offer }: PlanPickerProps) {
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
          <PlanOffer key={id} planId={id} interval={interval} {...offer} />
        ))}
      </ul>
      {offer.canManage ? <QuoteOffer href={`${href}/quote`} /> : null}
      <p className="text-muted-foreground text-xs">Prices in US dollars, before tax.</p>
    </section>
  );
}
