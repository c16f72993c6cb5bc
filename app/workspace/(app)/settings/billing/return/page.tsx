import type { Metadata } from "next";
import { Suspense } from "react";
import {
  ConfirmedPayment,
  ConfirmingPayment,
  UnconfirmedPayment,
} from "@/components/billing/payment-outcome";
import { confirmCheckout, getCheckout } from "@/lib/billing/checkout/confirm-checkout";
import { getBilling } from "@/lib/billing/queries";
import { runCommand } from "@/lib/core/run";
import { attempt, read } from "@/lib/entry/page";
import { formatDay } from "@/lib/platform/date";

export const metadata: Metadata = { title: "Confirming your payment" };

type ReturnPageProps = { searchParams: Promise<{ session_id?: string | string[] }> };

export default async function ReturnPage({ searchParams }: ReturnPageProps) {
  const sessionId = String((await searchParams).session_id ?? "");
  const { planName } = await read(getCheckout, { sessionId });
  return (
    <div aria-live="polite" className="max-w-xl">
      <Suspense fallback={<ConfirmingPayment />}>
        <Outcome sessionId={sessionId} planName={planName} />
      </Suspense>
    </div>
  );
}

async function Outcome({ sessionId, planName }: { sessionId: string; planName: string }) {
  const confirmed = await attempt((context) => runCommand(confirmCheckout, context, { sessionId }));
  const { subscription } = await read(getBilling, {});
  const isRead = confirmed.ok && confirmed.value.isRead;
  const hasStarted = isRead && ["active", "trialing"].includes(subscription?.status ?? "");
  const trialEnd = subscription?.status === "trialing" ? subscription.trialEnd : null;
  return hasStarted ? (
    <ConfirmedPayment planName={planName} trialEndsOn={trialEnd && formatDay(trialEnd)} />
  ) : (
    <UnconfirmedPayment sessionId={sessionId} />
  );
}
