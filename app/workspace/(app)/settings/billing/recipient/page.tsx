import type { Metadata } from "next";
import { RecipientForm } from "@/components/billing/recipient-form";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { getRecipient } from "@/lib/billing/recipient/get-recipient";
import { can } from "@/lib/core/permissions";
import { lead } from "@/lib/entry/lead";
import { read, viewer } from "@/lib/entry/page";
import { countries } from "@/lib/platform/countries";

const title = "Invoice recipient";
export const metadata: Metadata = { title };

export default async function RecipientPage() {
  const { role } = await viewer();
  const billingHref = "/settings/billing";
  const { recipient } = await read(getRecipient, {});
  if (!recipient || !can(role, "billing:manage")) return lead(billingHref);
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: "Billing", href: billingHref }, { label: title }]} />}
        title={title}
        description="Whom the next invoices are made out to. Those you have stay as they are."
      />
      <RecipientForm recipient={recipient} countries={countries} billingHref={billingHref} />
    </>
  );
}
