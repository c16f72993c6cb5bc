import type { ReactNode } from "react";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InvoiceLineSummary } from "@/db/schema/platform";
import type { ChangePreview } from "@/lib/billing/changes/preview-change";
import { cn } from "@/lib/platform/cn";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

/** Credits and charges as the invoice will list them, down to what is due today. */
export function CostTable({ preview }: { preview: ChangePreview }) {
  const { lines, currency, subtotal, discount, tax, total, balance, dueNow, effectiveMode } = preview;
  const money = (amount: number) => formatMoney(amount, currency);
  const isSplit = discount !== 0 || tax !== 0;
  return (
    <Table label="What the change costs">
      <TableHeader>
        <TableRow>
          <TableHead>Description</TableHead>
          <TableHead className="max-sm:hidden">Period</TableHead>
          <TableHead className="text-right">Amount</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {lines.map((line) => (
          <Line key={`${line.description} ${line.periodStart} ${line.amount}`} line={line} money={money} />
        ))}
        {isSplit ? <Sum label="Subtotal">{money(subtotal)}</Sum> : null}
        {discount !== 0 ? <Sum label="Discount">{money(-discount)}</Sum> : null}
        {tax !== 0 ? <Sum label="Tax">{money(tax)}</Sum> : null}
        {isSplit || balance !== 0 || effectiveMode === "credited" ? (
          <Sum label={effectiveMode === "credited" ? "On the next invoice" : "Total"}>{money(total)}</Sum>
        ) : null}
        {balance < 0 ? <Sum label="Paid from credit">{money(balance)}</Sum> : null}
        {balance > 0 ? <Sum label="Added to your credit">{money(balance)}</Sum> : null}
        <Sum label="Due now" isStrong>
          {money(dueNow)}
        </Sum>
      </TableBody>
    </Table>
  );
}

function Line({ line, money }: { line: InvoiceLineSummary; money: (amount: number) => string }) {
  const { description, periodStart, periodEnd, amount } = line;
  const period = `${formatDay(new Date(periodStart))} – ${formatDay(new Date(periodEnd))}`;
  return (
    <TableRow>
      <TableCell>
        {description}
        <span className="block text-muted-foreground text-xs sm:hidden">{period}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">{period}</TableCell>
      <TableCell className="text-right whitespace-nowrap tabular-nums">{money(amount)}</TableCell>
    </TableRow>
  );
}

type SumProps = { label: string; isStrong?: boolean; children: ReactNode };

function Sum({ label, isStrong, children }: SumProps) {
  return (
    <tr className={cn("border-0", isStrong && "font-semibold *:border-t")}>
      <th scope="row" className={cn("px-4 py-2 text-left", !isStrong && "font-normal")}>
        {label}
      </th>
      <td className="max-sm:hidden" />
      <td className="px-4 py-2 text-right whitespace-nowrap tabular-nums">{children}</td>
    </tr>
  );
}
