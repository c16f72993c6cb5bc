import type { Metadata } from "next";
import { CancelForm } from "@/components/billing/cancel-form";
import { OfferList } from "@/components/billing/offer-list";
import { WhatHappens } from "@/components/billing/what-happens";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { type Billing, getBilling } from "@/lib/billing/queries";
import { listOffers } from "@/lib/billing/retention/list-offers";
import { isLive } from "@/lib/billing/sync/access";
import { termsInWords } from "@/lib/billing/terms-words";
import { can } from "@/lib/core/permissions";
import { countableFeatures, features } from "@/lib/entitlements/features";
import { amountOf, featureWords, listInWords, planNameOf } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";
import { lead } from "@/lib/entry/lead";
import { read, viewer } from "@/lib/entry/page";
import { formatDay } from "@/lib/platform/date";

export const metadata: Metadata = { title: "Cancel plan" };

export default async function CancelPage() {
  const { role } = await viewer();
  const billingHref = "/settings/billing";
  const { subscription } = await read(getBilling, {});
  const isCancelable = subscription?.planId && isLive(subscription.status) && !subscription.cancelAt;
  if (!isCancelable || !can(role, "billing:manage")) return lead(billingHref);
  const planName = planNameOf(subscription.planId);
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumb items={[{ label: "Billing", href: billingHref }, { label: "Cancel plan" }]} />
        }
        title={`Cancel ${planName}`}
        description="You can take it back until the day it ends."
      />
      <div className="grid gap-6">
        <OfferList offers={await read(listOffers, {})} />
        <WhatHappens points={consequences(subscription)} />
        <CancelForm planName={planName} billingHref={billingHref} />
      </div>
    </>
  );
}

const onFree = countableFeatures.map((feature) =>
  amountOf(features[feature].capOf(plans.free, 0), featureWords[feature]),
);

function consequences(subscription: NonNullable<Billing["subscription"]>): string[] {
  const { status, periodEnd, planId, scheduledChange } = subscription;
  const name = planNameOf(planId);
  const later = [
    `The workspace goes back to Free: ${listInWords(onFree)}. What goes beyond becomes read-only; nothing is deleted.`,
    "Invoices stay here, and the plan can be bought again at any time.",
  ];
  if (status === "paused")
    return [`${name} ends at once, because a paused plan has no period left.`, ...later];
  const end = periodEnd ? formatDay(periodEnd) : "the end of the paid period";
  return [
    `${name} stays as it is until ${end}, and is not charged again.`,
    ...(scheduledChange ? [`The scheduled change to ${termsInWords(scheduledChange)} is dropped.`] : []),
    ...later,
  ];
}
