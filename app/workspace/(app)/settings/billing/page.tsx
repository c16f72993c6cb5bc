import type { Metadata } from "next";
import { Suspense } from "react";
import { BillingNotices } from "@/components/billing/billing-notices";
import { InvoiceList } from "@/components/billing/invoice-list";
import { NextBillSkeleton } from "@/components/billing/next-bill-card";
import { PaymentCard } from "@/components/billing/payment-card";
import { PlanCard } from "@/components/billing/plan-card";
import { PlanPicker } from "@/components/billing/plan-picker";
import { RecipientCard } from "@/components/billing/recipient-card";
import { SpendingCard } from "@/components/billing/spending-card";
import { UsageCard } from "@/components/billing/usage-card";
import { CursorPagination } from "@/components/ui/cursor-pagination";
import { PageHeader } from "@/components/ui/page-header";
import { placeLines } from "@/lib/billing/invoices/invoice-text";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { getRecipient } from "@/lib/billing/recipient/get-recipient";
import { refreshFromStripe } from "@/lib/billing/refresh-from-stripe";
import { getSpending } from "@/lib/billing/spending/spending";
import { isLive } from "@/lib/billing/sync/access";
import { checkTrial } from "@/lib/billing/trials/check-trial";
import { can } from "@/lib/core/permissions";
import { runCommand } from "@/lib/core/run";
import { findCurrency } from "@/lib/entitlements/currencies";
import { listLimits } from "@/lib/entitlements/list-limits";
import type { SearchParams } from "@/lib/entry/lenient";
import { attempt, read, viewer } from "@/lib/entry/page";
import { preferredCurrency } from "@/lib/entry/preferred-currency";
import { contactAddress } from "@/lib/platform/contact";
import { billingViewOf } from "./billing-view-of";
import { NextBill } from "./next-bill";

export const metadata: Metadata = { title: "Billing" };

export default async function BillingPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { interval, currency: asked, hasChanged, isFromPortal, ...place } = billingViewOf(await searchParams);
  const { role } = await viewer();
  if (isFromPortal) await attempt((context) => runCommand(refreshFromStripe, context, {}));
  const billing = await read(getBilling, {});
  const limits = await read(listLimits, {});
  const spending = await read(getSpending, {});
  const { recipient } = await read(getRecipient, {});
  const invoices = await read(listInvoices, place);
  const { subscription, mode } = billing;
  const held = findCurrency(billing.currency);
  const currency = held ?? asked ?? (await preferredCurrency());
  const href = "/settings/billing";
  const canManage = can(role, "billing:manage");
  const isSubscribed = subscription !== null && isLive(subscription.status);
  const isOffered = mode !== "off" && !isSubscribed;
  const trial =
    isOffered && canManage ? await attempt((context) => runCommand(checkTrial, context, {})) : null;
  return (
    <>
      <PageHeader
        title="Billing"
        description="The plan of this workspace, what it uses and what it has paid."
      />
      <div className="grid gap-6">
        <BillingNotices billing={billing} canManage={canManage} hasChanged={hasChanged} />
        <PlanCard billing={billing} canManage={canManage} href={href} contact={contactAddress()} />
        {isSubscribed && mode !== "off" ? (
          <Suspense fallback={<NextBillSkeleton />}>
            <NextBill hasCard={billing.paymentMethod !== null} />
          </Suspense>
        ) : null}
        <UsageCard limits={limits} />
        {isSubscribed || spending.limit ? <SpendingCard spending={spending} canManage={canManage} /> : null}
        <PaymentCard billing={billing} canManage={canManage} cardsHref={`${href}/cards`} />
        {recipient ? (
          <RecipientCard
            recipient={recipient}
            place={placeLines(recipient)}
            canManage={canManage}
            href={`${href}/recipient`}
          />
        ) : null}
        {isOffered ? (
          <PlanPicker
            currentPlanId={billing.planId}
            interval={interval}
            currency={currency}
            choice={held ? null : { ...(asked && { currency: asked }) }}
            href={href}
            occupiedSeats={limits.seats.used}
            trial={trial?.ok ? trial.value.standing : "used_here"}
            canManage={canManage}
          />
        ) : null}
        <div>
          <InvoiceList invoices={invoices.items} href={`${href}/invoices`} />
          <CursorPagination
            label="Invoices"
            previousHref={invoices.previousCursor && `${href}?before=${invoices.previousCursor}`}
            nextHref={invoices.nextCursor && `${href}?cursor=${invoices.nextCursor}`}
          />
        </div>
      </div>
    </>
  );
}
