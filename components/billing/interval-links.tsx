import { Link } from "@/components/ui/link";
import { intervalLabels } from "@/lib/entitlements/interval-words";
import { type Interval, intervals } from "@/lib/entitlements/plans";

type IntervalLinksProps = { current: Interval; hrefFor: (interval: Interval) => string };

/** Links rather than a switch: the choice has an address and needs no script. */
export function IntervalLinks({ current, hrefFor }: IntervalLinksProps) {
  return (
    <nav
      aria-label="How often to pay"
      className="inline-flex w-fit rounded-md border bg-card p-0.5 shadow-xs"
    >
      {intervals.map((interval) => (
        <Link
          key={interval}
          href={hrefFor(interval)}
          replace
          scroll={false}
          aria-current={interval === current || undefined}
          className="inline-flex h-8 items-center rounded-sm px-3 font-medium text-[0.8125rem] text-muted-foreground hover:text-foreground aria-current:bg-primary aria-current:text-primary-foreground touch:h-11"
        >
          {intervalLabels[interval]}
        </Link>
      ))}
    </nav>
  );
}
