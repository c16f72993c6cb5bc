import type { ReactNode } from "react";
import { ArrangedNote } from "@/components/billing/arranged-note";
import { subscriptionWords } from "@/components/billing/status-words";
import { StatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardFooter, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Billing } from "@/lib/billing/queries";
import { seatsInWords } from "@/lib/billing/terms-words";
import { perInterval } from "@/lib/entitlements/interval-words";
import { capitalized, planNameOf } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

type Subscription = NonNullable<Billing["subscription"]>;
type PlanCardProps = {
  billing: Billing;
  canManage: boolean;
  href: string;
  /** Where to write about a plan that was arranged by hand. */
  contact: string;
};

/** The plan in force: its name, where it stands, what it costs, what happens next, and what can be done with it. */
export function PlanCard({ billing, canManage, href, contact }: PlanCardProps) {
  const { subscription } = billing;
  const words = subscription && subscriptionWords(subscription.status);
  const isRunning = subscription && subscription.status !== "canceled";
  return (
    <Card aria-labelledby="plan">
      <CardHeader>
        <CardDescription>Current plan</CardDescription>
        <h2 id="plan" className="font-semibold text-2xl tracking-[-0.02em]">
          {titleOf(billing)}
        </h2>
        {words ? (
          <CardAction>
            <StatusBadge variant={words.variant}>{words.label}</StatusBadge>
          </CardAction>
        ) : null}
      </CardHeader>
      <CardContent className="text-sm">
        {isRunning ? (
          <Facts subscription={subscription} paymentMethod={billing.paymentMethod} />
        ) : (
          <p>{whyNone(billing)}</p>
        )}
      </CardContent>
      {isRunning && (!canManage || hasActions(subscription)) ? (
        <CardFooter>
          {canManage ? (
            <Actions
              subscription={subscription}
              // The notice of a trial asks for the card first.
              isLead={subscription.status !== "trialing" || billing.paymentMethod !== null}
              href={href}
              contact={contact}
            />
          ) : (
            "An owner, or a member with the billing role, can change the plan."
          )}
        </CardFooter>
      ) : null}
    </Card>
  );
}

/** Of a plan that was arranged by hand, the one that was granted for it. */
function titleOf({ planId, subscription }: Billing): string {
  const isRunning = subscription && subscription.status !== "canceled";
  if (isRunning && subscription.planId) return plans[subscription.planId].name;
  return isRunning && planId === "free" ? "Arranged with us" : plans[planId].name;
}

type FactsProps = { subscription: Subscription; paymentMethod: Billing["paymentMethod"] };

function Facts({ subscription, paymentMethod }: FactsProps) {
  const { amount, currency, interval, planId, extraSeats, discounts } = subscription;
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
      <Fact term="Price" note={extraSeats > 0 ? "with the seats added, before tax" : "before tax"}>
        {formatMoney(amount, currency)} {interval ? perInterval[interval] : "a period, as arranged"}
      </Fact>
      {planId ? <SeatsFact included={plans[planId].seats} further={extraSeats} /> : null}
      <Fact {...nextDate(subscription, paymentMethod !== null)} />
      {discounts.map(({ name, code, percentOff, amountOff, endsAt }) => (
        <Fact
          key={code ?? name}
          term="Discount"
          note={endsAt ? `until ${formatDay(new Date(endsAt))}` : undefined}
        >
          {percentOff === null ? formatMoney(amountOff ?? 0, currency) : `${percentOff}%`} off
          {(code ?? name) ? ` with ${code ?? name}` : null}
        </Fact>
      ))}
    </dl>
  );
}

const SeatsFact = ({ included, further }: { included: number; further: number }) => (
  <Fact term="Seats" note={further > 0 ? `${included} included, ${further} added` : "all included"}>
    {seatsInWords(included + further)}
  </Fact>
);

function nextDate({ status, cancelAt, trialEnd, periodEnd, pausedAt }: Subscription, hasCard: boolean) {
  const day = (date: Date | null) => (date ? formatDay(date) : "—");
  if (cancelAt) return { term: "Ends on", children: day(cancelAt) };
  if (status === "trialing")
    return { term: hasCard ? "First payment" : "Trial ends on", children: day(trialEnd) };
  if (status === "paused") return { term: "Paused since", children: day(pausedAt) };
  return { term: "Renews on", children: day(periodEnd) };
}

function Fact({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{term}</dt>
      <dd className="mt-0.5 font-medium tabular-nums">
        {children}
        {note ? <span className="block font-normal text-muted-foreground text-xs">{note}</span> : null}
      </dd>
    </div>
  );
}

/** Whether anything can be done, or said instead: nothing while the end is awaited, which its notice takes back. */
const hasActions = ({ planId, cancelAt, isArranged }: Subscription): boolean =>
  !planId || isArranged || !cancelAt;

type ActionsProps = {
  subscription: Subscription;
  /** Whether nothing else on the page is more urgent. */
  isLead: boolean;
} & Pick<PlanCardProps, "href" | "contact">;

/** Only what can be done now; the pages say what it leads to before anything happens. */
function Actions({ subscription, isLead, href, contact }: ActionsProps) {
  const { status, cancelAt, pendingUpdate, isArranged, planId } = subscription;
  if (!planId) return <ArrangedNote contact={contact} />;
  const isRunning = ["active", "trialing"].includes(status) && !cancelAt && !pendingUpdate;
  const isChangeable = isRunning && !isArranged;
  return (
    <div className="flex w-full flex-wrap items-center gap-2">
      {isArranged ? <ArrangedNote contact={contact} /> : null}
      {isChangeable ? (
        <>
          <ActionLink href={`${href}/change`} variant={isLead ? "default" : "outline"}>
            Change plan
          </ActionLink>
          <ActionLink href={`${href}/change#seats`} variant="outline">
            Change seats
          </ActionLink>
        </>
      ) : null}
      {isRunning && status === "active" ? (
        <ActionLink href={`${href}/pause`} variant="ghost">
          Pause
        </ActionLink>
      ) : null}
      {cancelAt ? null : (
        <ActionLink href={`${href}/cancel`} variant={isRunning ? "ghost" : "outline"}>
          Cancel plan
        </ActionLink>
      )}
    </div>
  );
}

type ActionLinkProps = { href: string; variant: "default" | "outline" | "ghost"; children: ReactNode };

const ActionLink = ({ href, variant, children }: ActionLinkProps) => (
  <Button asChild size="sm" variant={variant}>
    <Link href={href}>{children}</Link>
  </Button>
);

function whyNone({ planId, subscription }: Billing): string {
  if (!subscription) {
    return planId === "free"
      ? plans.free.tagline
      : "Granted without a subscription: nothing is charged for it.";
  }
  const { endedAt, planId: bought } = subscription;
  return `${capitalized(planNameOf(bought))} ended${endedAt ? ` on ${formatDay(endedAt)}` : ""}. Nothing was deleted.`;
}
