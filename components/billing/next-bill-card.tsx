import type { ReactNode } from "react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import type { BillLine } from "@/lib/billing/running-bill/bill-lines";
import type { NextBill } from "@/lib/billing/running-bill/preview-invoice";
import { plans } from "@/lib/entitlements/plans";
import { cn } from "@/lib/platform/cn";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

type NextBillCardProps = { bill: NextBill; hasCard: boolean };

/** What the next invoice comes to by now, line by line, down to what is charged and when. */
export function NextBillCard({ bill, hasCard }: NextBillCardProps) {
  const { lines, currency, subtotal, discount, tax, total, balance, due } = bill;
  const money = (amount: number) => formatMoney(amount, currency);
  const isSplit = discount !== 0 || tax !== 0;
  return (
    <Card aria-labelledby="next-bill">
      <CardHeader>
        <CardTitle id="next-bill">Next invoice so far</CardTitle>
        <CardDescription>{whenInWords(bill, hasCard)}</CardDescription>
      </CardHeader>
      <CardContent>
        <dl className="grid gap-2.5 text-sm tabular-nums">
          {lines.map((line) => (
            <Row key={`${line.part} ${line.description} ${line.amount}`} label={lineInWords(line)}>
              {money(line.amount)}
            </Row>
          ))}
          {isSplit ? <Row label="Subtotal">{money(subtotal)}</Row> : null}
          {discount !== 0 ? <Row label="Discount">{money(-discount)}</Row> : null}
          {tax !== 0 ? <Row label={bill.isEstimate ? "Tax (estimate)" : "Tax"}>{money(tax)}</Row> : null}
          {isSplit || balance !== 0 ? <Row label="Total">{money(total)}</Row> : null}
          {balance < 0 ? <Row label="Paid from credit">{money(balance)}</Row> : null}
          {balance > 0 ? <Row label="Added to your credit">{money(balance)}</Row> : null}
          <Row label={bill.isEstimate ? "To be charged (estimate)" : "To be charged"} isStrong>
            {money(due)}
          </Row>
        </dl>
      </CardContent>
    </Card>
  );
}

/** Stands where the bill will, while it is being worked out. */
export const NextBillSkeleton = () => <Skeleton aria-busy className="h-44" />;

function whenInWords({ chargedAt, isEstimate, lines }: NextBill, hasCard: boolean): string {
  const charged = `Charged on ${formatDay(chargedAt)}${hasCard ? "" : ", once there is a card"}`;
  if (!isEstimate) return `${charged}.`;
  // The plan of a year is paid, and one that ends is not paid again: each month bills what goes beyond it all the same.
  if (lines.every(({ part }) => part === "use"))
    return `${charged}, for use beyond the plan alone. It is counted until then, so this is an estimate.`;
  return `${charged}. Use is counted until then, so this is an estimate.`;
}

function lineInWords({ part, plan, quantity, description }: BillLine): string {
  if (!plan || part === "other") return description;
  const { name } = plans[plan];
  if (part === "plan") return name;
  const amount = quantity.toLocaleString("en");
  if (part === "seats") return `${amount} ${quantity === 1 ? "seat" : "seats"} added`;
  return `${quantity === 0 ? "No" : amount} API ${quantity === 1 ? "call" : "calls"} beyond ${name}`;
}

type RowProps = { label: string; isStrong?: boolean; children: ReactNode };

const Row = ({ label, isStrong, children }: RowProps) => (
  <div className={cn("flex justify-between gap-4", isStrong && "border-t pt-2.5 font-semibold")}>
    <dt className="min-w-0 text-pretty">{label}</dt>
    <dd className="shrink-0">{children}</dd>
  </div>
);
