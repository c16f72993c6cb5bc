import type { Metadata } from "next";
import { PauseForm } from "@/components/billing/pause-form";
import { WhatHappens } from "@/components/billing/what-happens";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { type Billing, getBilling } from "@/lib/billing/queries";
import { termsInWords } from "@/lib/billing/terms-words";
import { can } from "@/lib/core/permissions";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { lead } from "@/lib/entry/lead";
import { read, viewer } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Pause plan" };

export default async function PausePage() {
  const { role } = await viewer();
  const billingHref = "/settings/billing";
  const { subscription } = await read(getBilling, {});
  if (subscription?.status !== "active" || !subscription.planId || !can(role, "billing:manage"))
    return lead(billingHref);
  const planName = planNameOf(subscription.planId);
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumbs items={[{ label: "Billing", href: billingHref }, { label: "Pause plan" }]} />
        }
        title={`Pause ${planName}`}
        description="For a season without work: everything waits until you resume, or until the day you choose."
      />
      <div className="grid gap-6">
        <WhatHappens points={consequences(subscription)} />
        <PauseForm planName={planName} billingHref={billingHref} />
      </div>
    </>
  );
}

function consequences({ scheduledChange }: NonNullable<Billing["subscription"]>): string[] {
  return [
    "Nothing is charged while the plan is paused.",
    "The workspace becomes read-only at once: everybody can look, nobody can change anything. Nothing is deleted.",
    "Time that is paid for and not used is taken off the first invoice when you resume.",
    "Resuming begins a new period on that day.",
    ...(scheduledChange ? [`The scheduled change to ${termsInWords(scheduledChange)} is dropped.`] : []),
  ];
}
