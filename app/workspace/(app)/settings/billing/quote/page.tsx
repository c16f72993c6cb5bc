import type { Metadata } from "next";
import { QuoteForm } from "@/components/quotes/quote-form";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/core/permissions";
import { listLimits } from "@/lib/entitlements/list-limits";
import { plans } from "@/lib/entitlements/plans";
import { lead } from "@/lib/entry/lead";
import type { SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import { requestQuoteHereAction } from "@/lib/quotes/actions";

const title = "Ask for a quote";
export const metadata: Metadata = { title };

export default async function QuotePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { sent } = await searchParams;
  const { actor, role, tenant } = await viewer();
  const billingHref = "/settings/billing";
  if (!can(role, "billing:manage")) return lead(billingHref);
  const { seats } = await read(listLimits, {});
  const email = actor.kind === "user" ? actor.email : "";
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: "Billing", href: billingHref }, { label: title }]} />}
        title={title}
        description={
          sent
            ? undefined
            : `Tell us what you need from ${plans.enterprise.name}, and we will write to you. Your plan stays as it is.`
        }
      />
      {sent ? (
        <Alert
          variant="success"
          role="status"
          title="Your request has arrived"
          className="max-w-lg"
          action={
            <Button asChild size="sm" variant="outline">
              <Link href={billingHref}>Back to billing</Link>
            </Button>
          }
        >
          A mail confirms it. We will answer to the address you gave.
        </Alert>
      ) : (
        <QuoteForm
          action={requestQuoteHereAction}
          known={{ company: tenant.name, email, seats: seats.used }}
        />
      )}
    </>
  );
}
