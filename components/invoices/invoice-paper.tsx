import { Card } from "@/components/ui/card";
import type { Amount, Line } from "@/lib/billing/invoices/invoice-text";
import { cn } from "@/lib/platform/cn";

interface InvoicePaperProps {
  from: string[];
  billedTo: string[];
  facts: [name: string, value: string][];
  lines: Line[];
  amounts: Amount[];
  /** What the law wants said in words. */
  notes: string[];
}

/** The invoice as a sheet: the same words as its PDF. */
export function InvoicePaper({ from, billedTo, facts, lines, amounts, notes }: InvoicePaperProps) {
  return (
    <Card className="p-5 sm:p-8">
      <div className="grid gap-6 sm:grid-cols-2">
        <Address title="From" lines={from} />
        <Address title="Billed to" lines={billedTo} />
      </div>
      <dl className="mt-6 grid grid-cols-2 gap-4 border-y py-4 sm:max-xl:grid-cols-4">
        {facts.map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
      </dl>
      <Lines lines={lines} />
      <Amounts amounts={amounts} />
      {notes.map((note) => (
        <p key={note} className="mt-6 text-sm">
          {note}
        </p>
      ))}
    </Card>
  );
}

function Address({ title, lines: [name, ...rest] }: { title: string; lines: string[] }) {
  return (
    <div className="min-w-0">
      <h2 className="font-medium text-muted-foreground text-xs">{title}</h2>
      <address className="mt-1 grid text-sm not-italic">
        <bdi className="font-medium">{name}</bdi>
        {rest.map((line) => (
          <bdi key={line}>{line}</bdi>
        ))}
      </address>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="font-medium text-muted-foreground text-xs">{name}</dt>
      <dd className="mt-1 text-sm tabular-nums">{value}</dd>
    </div>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  return (
    <table className="mt-2 w-full text-left text-sm">
      <caption className="sr-only">What is charged or given back</caption>
      <thead>
        <tr className="border-b text-muted-foreground text-xs">
          <th scope="col" className="py-2 font-medium">
            Description
          </th>
          <th scope="col" className="py-2 pl-4 text-right font-medium">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ description, period, amount }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines never move, and two may say the same
          <tr key={at} className="border-b align-top">
            <td className="py-3 wrap-anywhere">
              {description}
              <span className="mt-0.5 block text-muted-foreground text-xs">{period}</span>
            </td>
            <td className="whitespace-nowrap py-3 pl-4 text-right tabular-nums">{amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Amounts({ amounts }: { amounts: Amount[] }) {
  return (
    <dl className="mt-4 ml-auto grid max-w-xs gap-2 text-sm">
      {amounts.map(({ label, value, isTotal }) => (
        <div
          key={label}
          className={cn("flex justify-between gap-6", isTotal && "border-t pt-2 font-semibold")}
        >
          <dt className={cn(!isTotal && "text-muted-foreground")}>{label}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
