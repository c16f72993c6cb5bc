import type { Metadata } from "next";
import { QuoteForm } from "@/components/quotes/quote-form";
import { Alert } from "@/components/ui/alert";
import { plans } from "@/lib/entitlements/plans";
import type { SearchParams } from "@/lib/entry/lenient";
import { requestQuoteAction } from "@/lib/quotes/actions";

const title = "Ask for a quote";
export const metadata: Metadata = { title };

export default async function QuotePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { sent } = await searchParams;
  return (
    <div className="mx-auto max-w-6xl px-5 pt-16 pb-20 md:px-8 md:pt-24 md:pb-28">
      <h1 className="max-w-3xl font-semibold text-4xl leading-[1.05] tracking-[-0.038em] md:text-6xl">
        {title}
      </h1>
      <p className="mt-5 mb-9 max-w-xl text-pretty text-lg text-muted-foreground">
        Tell us what you need from {plans.enterprise.name}, and we will write to you.
      </p>
      {sent ? (
        <Alert variant="success" role="status" title="Your request has arrived" className="max-w-lg">
          A mail confirms it. We will answer to the address you gave.
        </Alert>
      ) : (
        <QuoteForm action={requestQuoteAction} />
      )}
    </div>
  );
}
