import { leastSavingPercent } from "@/components/marketing/price";
import { type PricingView, pricingHref } from "@/components/marketing/pricing-href";
import { Link } from "@/components/ui/link";
import type { Currency } from "@/lib/entitlements/currencies";
import { intervalLabels } from "@/lib/entitlements/interval-words";
import { type Interval, intervals } from "@/lib/entitlements/plans";

/** Three links, so that the choice has an address and needs no script. */
export function IntervalToggle({ view, currency }: { view: PricingView; currency: Currency }) {
  return (
    <nav aria-label="Billing interval" className="inline-flex rounded-lg border bg-card p-1 shadow-xs">
      {intervals.map((interval) => (
        <Link
          key={interval}
          href={pricingHref({ ...view, interval })}
          replace
          scroll={false}
          aria-current={interval === view.interval || undefined}
          className="inline-flex h-9 items-center gap-2 rounded-md px-3.5 font-medium text-muted-foreground text-sm hover:text-foreground aria-current:bg-primary aria-current:text-primary-foreground touch:h-11 max-sm:px-2.5"
        >
          {intervalLabels[interval]}
          <Saving interval={interval} currency={currency} />
        </Link>
      ))}
    </nav>
  );
}

function Saving({ interval, currency }: { interval: Interval; currency: Currency }) {
  const percent = leastSavingPercent(interval, currency);
  if (percent <= 0) return null;
  return (
    <span className="text-xs">
      <span className="sr-only">saves at least </span>
      <span aria-hidden>−</span>
      {percent}%
    </span>
  );
}
