import type { Metadata } from "next";
import { Suspense } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { addCardAction } from "@/lib/billing/actions";
import { getRecipient } from "@/lib/billing/recipient/get-recipient";
import { can } from "@/lib/core/permissions";
import { lead } from "@/lib/entry/lead";
import type { SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import { Cards } from "./cards";

const billingHref = "/settings/billing";
const title = "Cards";
export const metadata: Metadata = { title };

export default async function CardsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { given } = await searchParams;
  const { role } = await viewer();
  // Before the first checkout, which takes a card itself, there is nobody at Stripe whose cards these could be.
  if (!(await read(getRecipient, {})).recipient) return lead(billingHref);
  const canManage = can(role, "billing:manage");
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: "Billing", href: billingHref }, { label: title }]} />}
        title={title}
        description="The plan and its invoices are charged to the default card."
        actions={canManage ? <ActionButton action={addCardAction}>Add card</ActionButton> : null}
      />
      <div className="grid gap-6">
        <Suspense fallback={<Skeleton className="h-24" />}>
          <Cards givenAt={typeof given === "string" ? given : null} canManage={canManage} />
        </Suspense>
      </div>
    </>
  );
}
