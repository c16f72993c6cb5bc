import type { Metadata } from "next";
import { CurrencyLinks } from "@/components/billing/currency-links";
import { Closing } from "@/components/marketing/closing";
import { Faq } from "@/components/marketing/faq";
import { IntervalToggle } from "@/components/marketing/interval-toggle";
import { PlanCards } from "@/components/marketing/plan-cards";
import { PlanComparison } from "@/components/marketing/plan-comparison";
import { pricingHref, pricingViewOf } from "@/components/marketing/pricing-href";
import { pricingQuestions } from "@/components/marketing/pricing-questions";
import { Section } from "@/components/marketing/section";
import { currencyNames } from "@/lib/entitlements/currencies";
import { preferredCurrency } from "@/lib/entry/preferred-currency";
import { productName } from "@/lib/platform/product";

const title = "Pricing";
const description =
  "Five plans from Free to Enterprise, by the month, the quarter or the year. Every limit and every price on one page.";

export const metadata: Metadata = {
  title,
  description,
  openGraph: { type: "website", siteName: productName, title: `${title} · ${productName}`, description },
};

type PricingPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PricingPage({ searchParams }: PricingPageProps) {
  const view = pricingViewOf(await searchParams);
  const { interval } = view;
  const currency = view.currency ?? (await preferredCurrency());
  return (
    <>
      <div className="mx-auto max-w-6xl px-5 pt-16 pb-20 md:px-8 md:pt-24 md:pb-28">
        <h1 className="max-w-3xl font-semibold text-4xl leading-[1.05] tracking-[-0.038em] md:text-6xl">
          A plan for every size of company.
        </h1>
        <p className="mt-5 mb-9 max-w-xl text-pretty text-lg text-muted-foreground">
          Start on Free and stay as long as it fits. Prices in {currencyNames[currency]}, before tax.
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <IntervalToggle view={view} currency={currency} />
          <CurrencyLinks current={currency} hrefFor={(one) => pricingHref({ interval, currency: one })} />
        </div>
        <div className="mt-6">
          <PlanCards interval={interval} currency={currency} />
        </div>
      </div>
      <Section title="Every limit, side by side" className="bg-sidebar">
        <PlanComparison interval={interval} currency={currency} />
      </Section>
      <Section title="Questions about billing" isSplit>
        <Faq questions={pricingQuestions} />
      </Section>
      <Closing />
    </>
  );
}
