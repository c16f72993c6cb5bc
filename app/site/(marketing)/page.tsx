import type { Metadata } from "next";
import { Closing } from "@/components/marketing/closing";
import { Faq } from "@/components/marketing/faq";
import { Features } from "@/components/marketing/features";
import { Hero } from "@/components/marketing/hero";
import { landingQuestions } from "@/components/marketing/landing-questions";
import { PricingTeaser } from "@/components/marketing/pricing-teaser";
import { Section } from "@/components/marketing/section";
import { Steps } from "@/components/marketing/steps";
import { preferredCurrency } from "@/lib/entry/preferred-currency";
import { productName } from "@/lib/platform/product";

const title = `${productName}: a workspace of its own for every company`;
const description =
  "Your own address, your own people, your own plan, and data kept apart by the database itself. Start free, invite your team, pay inside the workspace.";

export const metadata: Metadata = {
  title: { absolute: title },
  description,
  openGraph: { type: "website", siteName: productName, title, description },
};

export default async function LandingPage() {
  const currency = await preferredCurrency();
  return (
    <>
      <Hero />
      <Features currency={currency} />
      <Steps />
      <PricingTeaser currency={currency} />
      <Section id="questions" title="Questions" isSplit>
        <Faq questions={landingQuestions} />
      </Section>
      <Closing />
    </>
  );
}
