import type { Metadata } from "next";
import { CancelForm } from "@/components/billing/cancel-form";
import { OfferList } from "@/components/billing/offer-list";
import { WhatHappens } from "@/components/billing/what-happens";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { whatCancelingDoes } from "@/lib/billing/canceling-words";
import { getBilling } from "@/lib/billing/queries";
import { listOffers } from "@/lib/billing/retention/list-offers";
import { isLive } from "@/lib/billing/sync/access";
import { can } from "@/lib/core/permissions";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { lead } from "@/lib/entry/lead";
import { read, viewer } from "@/lib/entry/page";

export const metadata: Metadata = { title: "Cancel plan" };

export default async function CancelPage() {
  const { role } = await viewer();
  const billingHref = "/settings/billing";
  const billing = await read(getBilling, {});
  const { subscription } = billing;
  const isCancelable = subscription?.planId && isLive(subscription.status) && !subscription.cancelAt;
  if (!isCancelable || !can(role, "billing:manage")) return lead(billingHref);
  const planName = planNameOf(subscription.planId);
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumbs items={[{ label: "Billing", href: billingHref }, { label: "Cancel plan" }]} />
        }
        title={`Cancel ${planName}`}
        description={
          subscription.status === "paused"
            ? "It ends at once. To have it back you would choose a plan anew."
            : "You can take it back until the day it ends."
        }
      />
      <div className="grid gap-6">
        <OfferList offers={await read(listOffers, {})} />
        <WhatHappens points={whatCancelingDoes(billing, subscription)} />
        <CancelForm planName={planName} billingHref={billingHref} />
      </div>
    </>
  );
}
