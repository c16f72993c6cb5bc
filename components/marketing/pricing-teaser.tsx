import { ArrowRight } from "lucide-react";
import { allPlans } from "@/components/marketing/price";
import { Section } from "@/components/marketing/section";
import { siteLinks } from "@/components/marketing/site-links";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Currency } from "@/lib/entitlements/currencies";
import { essentialsOf } from "@/lib/entitlements/plan-words";
import type { Plan } from "@/lib/entitlements/plans";
import { formatPrice } from "@/lib/platform/money";

export function PricingTeaser({ currency }: { currency: Currency }) {
  return (
    <Section
      eyebrow="Pricing"
      title="Start free. Pay for room, not for rent."
      lead="Each plan covers a number of members; you add seats only when the company grows beyond them."
    >
      <ul className="overflow-hidden rounded-xl border bg-card shadow-xs">
        {allPlans.map(({ id, plan }) => (
          <PlanRow key={id} plan={plan} currency={currency} />
        ))}
      </ul>
      <Button asChild variant="outline" size="lg" className="mt-8">
        <Link href={siteLinks.pricing}>
          Compare all plans
          <ArrowRight aria-hidden />
        </Link>
      </Button>
    </Section>
  );
}

function PlanRow({ plan, currency }: { plan: Plan; currency: Currency }) {
  return (
    <li className="grid items-baseline gap-x-6 gap-y-1 border-b px-5 py-4 last:border-0 max-md:grid-cols-[1fr_auto] md:grid-cols-[9rem_1fr_13rem_8rem] md:px-6">
      <span className="font-semibold">{plan.name}</span>
      <span className="text-muted-foreground text-sm max-md:order-3 max-md:col-span-2">{plan.tagline}</span>
      <span className="text-muted-foreground text-sm max-md:hidden">
        {essentialsOf(plan).join(", ").toLowerCase()}
      </span>
      <span className="text-right tabular-nums">
        <span className="font-semibold">{formatPrice(plan.price[currency].monthly, currency)}</span>{" "}
        <span className="text-muted-foreground text-sm">a month</span>
      </span>
    </li>
  );
}
