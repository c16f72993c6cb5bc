import { allPlans } from "@/components/marketing/price";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Currency } from "@/lib/entitlements/currencies";
import { perInterval } from "@/lib/entitlements/interval-words";
import { formatCap, storageIn, thingLines } from "@/lib/entitlements/plan-words";
import type { Interval, Plan } from "@/lib/entitlements/plans";
import { formatPrice } from "@/lib/platform/money";

type Shown = { interval: Interval; currency: Currency };
type Line = { label: string; read: (plan: Plan, shown: Shown) => string };

const none = "–";

const lines: Line[] = [
  { label: "Members included", read: ({ seats }) => formatCap(seats) },
  {
    label: "Each further member",
    read: ({ extraSeat }, { interval, currency }) =>
      extraSeat ? `${formatPrice(extraSeat[currency][interval], currency)} ${perInterval[interval]}` : none,
  },
  ...thingLines.map(({ label, capOf }) => ({
    label,
    read: (plan: Plan) => (capOf(plan) === 0 ? none : formatCap(capOf(plan))),
  })),
  { label: "API calls a month", read: ({ limits }) => formatCap(limits.apiCallsPerMonth) },
  {
    label: "1,000 further API calls",
    read: ({ apiOverage }, { currency }) => (apiOverage ? formatPrice(apiOverage[currency], currency) : none),
  },
  { label: "Requests a minute", read: ({ limits }) => formatCap(limits.requestsPerMinute) },
  { label: "Storage", read: storageIn },
  { label: "Free trial", read: ({ trialDays }) => (trialDays > 0 ? `${trialDays} days` : none) },
  { label: "Support", read: ({ support }) => support },
  { label: "Availability", read: ({ slaPercent }) => `${slaPercent}%` },
];

/** Every figure of the catalog, plan by plan. */
export function PlanComparison(shown: Shown) {
  return (
    <Table label="Plans compared" className="min-w-[50rem] table-fixed">
      <TableHeader>
        <TableRow>
          <TableHead className="sticky left-0 w-40 bg-card sm:w-52">
            <span className="sr-only">What</span>
          </TableHead>
          {allPlans.map(({ id, plan }) => (
            <TableHead key={id} className="h-12 text-foreground text-sm">
              {plan.name}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map(({ label, read }) => (
          <TableRow key={label}>
            <th scope="row" className="sticky left-0 bg-card px-4 py-3 font-normal text-muted-foreground">
              {label}
            </th>
            {allPlans.map(({ id, plan }) => (
              <TableCell key={id} className="tabular-nums">
                {read(plan, shown)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
