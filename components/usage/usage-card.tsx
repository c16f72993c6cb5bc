import { Alert } from "@/components/ui/alert";
import { BarChart } from "@/components/ui/bar-chart";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { MeterBar } from "@/components/usage/meter-bar";
import type { Meter } from "@/lib/billing/metered/usage-overview";
import { formatShortDay } from "@/lib/platform/date";
import { formatMoney, formatPrice } from "@/lib/platform/money";
import { amountWords } from "@/lib/usage/usage-words";

/** One thing that is metered: how much of the plan is used, what is over and what that costs, and every day of it. */
export function UsageCard({ meter, resetsOn }: { meter: Meter; resetsOn: string }) {
  const { feature, name, used, limit, days, late, carried } = meter;
  const format = (amount: number) => amountWords(feature, amount);
  const isMeasured = feature !== "storage" || used > 0;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{name}</CardTitle>
        <CardDescription>{rule(meter, resetsOn)}</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5">
        <div className="grid gap-2">
          <p className="text-muted-foreground">
            <span className="mr-1.5 font-semibold text-2xl text-foreground tabular-nums tracking-[-0.02em]">
              {isMeasured ? format(used) : "–"}
            </span>
            {limit === "unlimited" ? "used" : `of ${amountWords(feature, limit)}`}
          </p>
          {limit === "unlimited" ? null : <MeterBar label={name} used={used} limit={limit} />}
        </div>
        <Overage meter={meter} />
        {carried > 0 ? (
          <p className="text-muted-foreground text-sm">
            Including {format(carried)} used before the change of plan.
          </p>
        ) : null}
        {late > 0 ? (
          <p className="text-muted-foreground text-sm">
            {format(late)} of it was used in an earlier period and reported after that was closed.
          </p>
        ) : null}
        {days.some(({ total }) => total > 0) ? (
          <BarChart
            title={`${name} per day`}
            description={`At most ${format(Math.max(...days.map(({ total }) => total)))} on a day.`}
            columns={["Day", name]}
            bars={days.map(({ day, total }) => ({ label: formatShortDay(new Date(day)), total }))}
            fewest={14}
            format={format}
          />
        ) : null}
        {used > 0 ? null : <p className="text-muted-foreground">{nothing[feature]}</p>}
      </CardContent>
    </Card>
  );
}

const nothing: Record<Meter["feature"], string> = {
  apiCalls: "No call of the API has been made in this period.",
  storage: "Storage is measured once an hour. The first figure is not there yet.",
};

function rule({ feature, limit, isSoft, pricePerThousand, currency }: Meter, resetsOn: string): string {
  if (feature === "storage")
    return "What the workspace’s content and history take up, measured once an hour.";
  if (limit === "unlimited") return `Counted anew from ${resetsOn}.`;
  if (isSoft && currency === null) return `Counted anew from ${resetsOn}.`;
  if (isSoft && pricePerThousand !== null && currency !== null)
    return `Counted anew from ${resetsOn}. Each 1,000 calls above the plan cost ${formatPrice(pricePerThousand, currency)}.`;
  return `Counted anew from ${resetsOn}. Until then calls above the limit are refused.`;
}

/** What comes of being near the limit, or above it. */
function Overage({ meter: { feature, warnAt, over, cost, currency, isSoft } }: { meter: Meter }) {
  if (cost !== null && currency !== null && cost > 0)
    return (
      <Alert variant="info" title={`${formatMoney(cost, currency)} above the plan so far`}>
        {amountWords(feature, over)} more than the plan includes. They are billed with the next invoice.
      </Alert>
    );
  if (warnAt === null) return null;
  return (
    <Alert
      variant="warning"
      title={warnAt === 100 ? "The plan is used up" : "More than 80% of the plan is used"}
    >
      {isSoft
        ? `Nothing stops at the limit: what is used above it is ${currency === null ? "as was agreed with us" : "billed with the next invoice"}.`
        : "At the limit nothing more is let in. Nothing that is there is deleted."}
    </Alert>
  );
}
