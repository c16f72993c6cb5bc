import type { Metadata } from "next";
import { Suspense } from "react";
import { ActionButton } from "@/components/billing/action-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { addCardAction } from "@/lib/billing/actions";
import { can } from "@/lib/core/permissions";
import type { SearchParams } from "@/lib/entry/lenient";
import { viewer } from "@/lib/entry/page";
import { Cards } from "./cards";

const title = "Cards";
export const metadata: Metadata = { title };

export default async function CardsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { given } = await searchParams;
  const { role } = await viewer();
  const canManage = can(role, "billing:manage");
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb items={[{ label: "Billing", href: "/settings/billing" }, { label: title }]} />
        }
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
