import type { Metadata } from "next";
import { Suspense } from "react";
import {
  ConfirmedPayment,
  ConfirmingPayment,
  UnconfirmedPayment,
} from "@/components/billing/payment-outcome";
import { confirmCheckout, getCheckout } from "@/lib/billing/checkout/confirm-checkout";
import { getBilling } from "@/lib/billing/queries";
import { read } from "@/lib/entry/page";
import { currentPlace } from "@/lib/entry/place";
import { formatDay } from "@/lib/platform/date";

export const metadata: Metadata = { title: "Confirming your payment" };

type ReturnPageProps = { searchParams: Promise<{ session_id?: string | string[] }> };
type Checkout = Awaited<ReturnType<typeof getCheckout.run>>;

export default async function ReturnPage({ searchParams }: ReturnPageProps) {
  const { session_id: sessionId } = await searchParams;
  const checkout = await read(getCheckout, { sessionId: String(sessionId ?? "") });
  return (
    <div aria-live="polite" className="max-w-xl">
      <Suspense fallback={<ConfirmingPayment />}>
        <Outcome checkout={checkout} />
      </Suspense>
    </div>
  );
}

async function Outcome({ checkout }: { checkout: Checkout }) {
  const { basePath } = await currentPlace();
  const isKnown = await confirmCheckout(checkout);
  const { subscription } = await read(getBilling, {});
  const hasStarted = isKnown && ["active", "trialing"].includes(subscription?.status ?? "");
  const trialEnd = subscription?.status === "trialing" ? subscription.trialEnd : null;
  return hasStarted ? (
    <ConfirmedPayment
      planName={checkout.planName}
      trialEndsOn={trialEnd && formatDay(trialEnd)}
      basePath={basePath}
    />
  ) : (
    <UnconfirmedPayment basePath={basePath} sessionId={checkout.sessionId} />
  );
}
