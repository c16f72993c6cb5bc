import { leastSavingPercent } from "@/components/marketing/price";
import { siteLinks } from "@/components/marketing/site-links";
import { Link } from "@/components/ui/link";
import { intervalLabels } from "@/lib/entitlements/interval-words";
import { type Interval, intervals } from "@/lib/entitlements/plans";

/** Three links, so that the choice has an address and needs no script. */
export function IntervalToggle({ current }: { current: Interval }) {
  return (
    <nav aria-label="Billing interval" className="inline-flex rounded-lg border bg-card p-1 shadow-xs">
      {intervals.map((interval) => (
        <Link
          key={interval}
          href={interval === "monthly" ? siteLinks.pricing : `${siteLinks.pricing}?interval=${interval}`}
          replace
          scroll={false}
          aria-current={interval === current || undefined}
          className="inline-flex h-9 items-center gap-2 rounded-md px-3.5 font-medium text-muted-foreground text-sm hover:text-foreground aria-current:bg-primary aria-current:text-primary-foreground touch:h-11 max-sm:px-2.5"
        >
          {intervalLabels[interval]}
          <Saving interval={interval} />
        </Link>
      ))}
    </nav>
  );
}

function Saving({ interval }: { interval: Interval }) {
  const percent = leastSavingPercent(interval);
  if (percent <= 0) return null;
  return (
    <span className="text-xs">
      <span className="sr-only">saves at least </span>
      <span aria-hidden>−</span>
      {percent}%
    </span>
  );
}
