import { CircleCheck, Clock3, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { PlainLink } from "@/components/ui/link";
import { Spinner } from "@/components/ui/spinner";

export function ConfirmingPayment() {
  return (
    <div className="flex items-center gap-3 py-10">
      <Spinner />
      <h1 className="font-semibold text-xl tracking-[-0.015em]">Confirming your payment…</h1>
    </div>
  );
}

type ConfirmedPaymentProps = {
  planName: string;
  /** "15 January 2027", in a trial, for which nothing was paid. */
  trialEndsOn: string | null;
};

export function ConfirmedPayment({ planName, trialEndsOn }: ConfirmedPaymentProps) {
  const limits = "The new limits apply from this moment, for everybody in the workspace.";
  return (
    <Outcome
      icon={CircleCheck}
      title={trialEndsOn ? `Your trial of ${planName} has begun` : `${planName} is active`}
      text={trialEndsOn ? `It is free until ${trialEndsOn}. ${limits}` : `Thank you. ${limits}`}
    >
      {/* Whole page loads: what the browser remembers of the workspace still shows the old plan. */}
      <Button asChild>
        <PlainLink href="/">Go to the dashboard</PlainLink>
      </Button>
      <Button asChild variant="outline">
        <PlainLink href="/settings/billing">See billing</PlainLink>
      </Button>
    </Outcome>
  );
}

/** Also where somebody returns who did not pay: nothing is claimed that is not known. */
export function UnconfirmedPayment({ sessionId }: { sessionId: string }) {
  const billing = "/settings/billing";
  return (
    <Outcome
      icon={Clock3}
      title="Your payment is not confirmed yet"
      text="If you have paid, this takes a moment longer than usual: look again shortly. Nothing is charged twice."
    >
      <Button asChild>
        <PlainLink href={`${billing}/return?session_id=${encodeURIComponent(sessionId)}`}>
          Look again
        </PlainLink>
      </Button>
      <Button asChild variant="outline">
        <PlainLink href={billing}>Back to billing</PlainLink>
      </Button>
    </Outcome>
  );
}

type OutcomeProps = { icon: LucideIcon; title: string; text: string; children: ReactNode };

function Outcome({ icon: Icon, title, text, children }: OutcomeProps) {
  return (
    <div className="py-10">
      <Icon aria-hidden className="mb-4 size-8 text-brand" />
      <h1 className="font-semibold text-xl tracking-[-0.015em]">{title}</h1>
      <p className="mt-1 text-pretty text-muted-foreground text-sm">{text}</p>
      <div className="mt-6 flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
