import type { Metadata } from "next";
import { Closing } from "@/components/marketing/closing";
import { Faq } from "@/components/marketing/faq";
import { IntervalToggle } from "@/components/marketing/interval-toggle";
import { PlanCards } from "@/components/marketing/plan-cards";
import { PlanComparison } from "@/components/marketing/plan-comparison";
import { pricingQuestions } from "@/components/marketing/pricing-questions";
import { Section } from "@/components/marketing/section";
import { type Interval, intervals } from "@/lib/entitlements/plans";
import { productName } from "@/lib/platform/product";

const title = "Pricing";
const description =
  "Five plans from Free to Enterprise, by the month, the quarter or the year. Every limit and every price on one page.";

export const metadata: Metadata = {
  title,
  description,
  openGraph: { type: "website", siteName: productName, title: `${title} · ${productName}`, description },
};

type PricingPageProps = { searchParams: Promise<{ interval?: string | string[] }> };

export default async function PricingPage({ searchParams }: PricingPageProps) {
  const interval = intervalOf((await searchParams).interval);
  return (
    <>
      <div className="mx-auto max-w-6xl px-5 pt-16 pb-20 md:px-8 md:pt-24 md:pb-28">
        <h1 className="max-w-3xl font-semibold text-4xl leading-[1.05] tracking-[-0.038em] md:text-6xl">
          A plan for every size of company.
        </h1>
        <p className="mt-5 mb-9 max-w-xl text-pretty text-lg text-muted-foreground">
          Start on Free and stay as long as it fits. Prices in US dollars, before tax.
        </p>
        <IntervalToggle current={interval} />
        <div className="mt-6">
          <PlanCards interval={interval} />
        </div>
      </div>
      <Section title="Every limit, side by side" className="bg-sidebar">
        <PlanComparison interval={interval} />
      </Section>
      <Section title="Questions about billing" isSplit>
        <Faq questions={pricingQuestions} />
      </Section>
      <Closing />
    </>
  );
}

/** Whatever else the address says is the monthly price. */
function intervalOf(value: string | string[] | undefined): Interval {
  return intervals.find((interval) => interval === value) ?? "monthly";
}
