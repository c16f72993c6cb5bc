import { ReceiptText } from "lucide-react";
import { documentWords } from "@/components/billing/status-words";
import { StatusBadge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link, PlainLink } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InvoiceRow } from "@/lib/billing/queries";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";

type InvoiceListProps = {
  invoices: InvoiceRow[];
  /** Where an invoice's own page is, by its number. */
  href: string;
};

export function InvoiceList({ invoices, href }: InvoiceListProps) {
  return (
    <section aria-labelledby="invoices" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="invoices" className="font-semibold text-[0.9375rem]">
          Invoices
        </h2>
        {invoices.length > 0 ? (
          <Button asChild size="sm" variant="outline">
            <PlainLink href={`${href}/export`} download>
              Export as CSV
            </PlainLink>
          </Button>
        ) : null}
      </div>
      {invoices.length > 0 ? (
        <InvoiceTable invoices={invoices} href={href} />
      ) : (
        <Card>
          <EmptyState
            icon={ReceiptText}
            title="No invoices yet"
            description="The first one appears here with the first payment."
          />
        </Card>
      )}
    </section>
  );
}

function InvoiceTable({ invoices, href }: InvoiceListProps) {
  return (
    <Table label="Invoices, newest first">
      <TableHeader>
        <TableRow>
          <TableHead>Number</TableHead>
          <TableHead className="max-sm:hidden">Date</TableHead>
          <TableHead className="text-right">Amount</TableHead>
          <TableHead>Status</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {invoices.map((invoice) => (
          <InvoiceLine key={invoice.number} invoice={invoice} href={`${href}/${invoice.number}`} />
        ))}
      </TableBody>
    </Table>
  );
}

function InvoiceLine({ invoice, href }: { invoice: InvoiceRow; href: string }) {
  const { number, date, total, currency } = invoice;
  const { label, variant } = documentWords(invoice);
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <Link
          href={href}
          className="font-medium font-mono text-[0.8125rem] text-brand underline-offset-4 hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
        >
          {number}
        </Link>
        <Issued date={date} className="block text-muted-foreground text-xs sm:hidden" />
      </TableCell>
      <TableCell className="whitespace-nowrap max-sm:hidden">
        <Issued date={date} />
      </TableCell>
      <TableCell className="text-right tabular-nums">{formatMoney(total, currency)}</TableCell>
      <TableCell>
        <StatusBadge variant={variant}>{label}</StatusBadge>
      </TableCell>
    </TableRow>
  );
}

const Issued = ({ date, className }: { date: Date; className?: string }) => (
  <time dateTime={date.toISOString()} className={className}>
    {formatDay(date)}
  </time>
);
