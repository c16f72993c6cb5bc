import { Check } from "lucide-react";
import { allPlans, popularPlan } from "@/components/marketing/price";
import { siteLinks } from "@/components/marketing/site-links";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Currency } from "@/lib/entitlements/currencies";
import { perInterval } from "@/lib/entitlements/interval-words";
import { membersIn, pointsOf } from "@/lib/entitlements/plan-words";
import type { Interval, Plan, PlanId } from "@/lib/entitlements/plans";
import { perMonth, savedPerYear } from "@/lib/entitlements/savings";
import { cn } from "@/lib/platform/cn";
import { formatPrice } from "@/lib/platform/money";

type PlanProps = { id: PlanId; plan: Plan; interval: Interval; currency: Currency };

/** Plans one can buy alone stand side by side; the one arranged with us lies below them. */
export function PlanCards(shown: Pick<PlanProps, "interval" | "currency">) {
  const selfServe = allPlans.filter(({ plan }) => plan.isSelfServe);
  const arranged = allPlans.filter(({ plan }) => !plan.isSelfServe);
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {selfServe.map(({ id, plan }) => (
          <PlanCard key={id} id={id} plan={plan} {...shown} />
        ))}
      </div>
      {arranged.map(({ id, plan }) => (
        <ArrangedPlan key={id} plan={plan} {...shown} />
      ))}
    </div>
  );
}

function PlanCard({ id, ...shown }: PlanProps) {
  const { plan, interval } = shown;
  const isPopular = id === popularPlan;
  return (
    <article
      className={cn(
        "flex flex-col rounded-xl border bg-card p-6 shadow-xs",
        isPopular && "border-primary ring-1 ring-primary",
      )}
    >
      <div className="flex h-6 items-center justify-between gap-2">
        <h2 className="font-semibold">{plan.name}</h2>
        {isPopular ? <Badge variant="brand">Most popular</Badge> : null}
      </div>
      <p className="mt-1 min-h-10 text-muted-foreground text-sm">{plan.tagline}</p>
      <Price {...shown} />
      <Button asChild variant={isPopular ? "default" : "outline"} className="mt-5">
        <Link href={`${siteLinks.signUp}?plan=${id}&interval=${interval}`}>
          {plan.trialDays > 0 ? `Try for ${plan.trialDays} days` : "Start free"}
          <span className="sr-only"> with {plan.name}</span>
        </Link>
      </Button>
      <PlanPoints {...shown} className="mt-6" />
    </article>
  );
}

function ArrangedPlan(shown: Omit<PlanProps, "id">) {
  const { plan } = shown;
  return (
    <article className="grid gap-x-10 gap-y-6 rounded-xl border bg-card p-6 shadow-xs lg:grid-cols-[16rem_1fr_auto] lg:items-start">
      <div>
        <h2 className="font-semibold">{plan.name}</h2>
        <p className="mt-1 text-muted-foreground text-sm">{plan.tagline}</p>
        <Price {...shown} />
      </div>
      <PlanPoints {...shown} className="content-start sm:grid-cols-2" />
      <div className="max-w-52">
        <Button asChild variant="outline">
          <Link href={siteLinks.quote}>
            Ask for a quote<span className="sr-only"> for {plan.name}</span>
          </Link>
        </Button>
        <p className="mt-3 text-muted-foreground text-sm">
          Tell us what you need, and start on Free meanwhile.
        </p>
      </div>
    </article>
  );
}

function Price({ plan, interval, currency }: Omit<PlanProps, "id">) {
  const price = plan.price[currency];
  const saved = savedPerYear(price, interval);
  return (
    <div className="mt-4">
      <p className="flex items-baseline gap-1.5">
        <span className="font-semibold text-4xl tabular-nums tracking-[-0.035em]">
          {formatPrice(price[interval], currency)}
        </span>
        <span className="text-muted-foreground text-sm">{perInterval[interval]}</span>
      </p>
      <p className="mt-1.5 grid min-h-8 text-muted-foreground text-xs">
        {saved > 0 ? (
          <>
            <span>{formatPrice(perMonth(price, interval), currency)} a month</span>{" "}
            <span>Saves {formatPrice(saved, currency)} a year</span>
          </>
        ) : null}
      </p>
    </div>
  );
}

function PlanPoints({ className, ...shown }: Omit<PlanProps, "id"> & { className?: string }) {
  return (
    <ul className={cn("grid gap-2.5 text-sm", className)}>
      {pointsOf(shown.plan, seatsInWords(shown)).map((point) => (
        <li key={point} className="flex gap-2.5">
          <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-brand" />
          {point}
        </li>
      ))}
    </ul>
  );
}

function seatsInWords({ plan, interval, currency }: Omit<PlanProps, "id">): string {
  if (!plan.extraSeat) return membersIn(plan);
  return `${membersIn(plan)}, each further one ${formatPrice(plan.extraSeat[currency][interval], currency)} ${perInterval[interval]}`;
}
