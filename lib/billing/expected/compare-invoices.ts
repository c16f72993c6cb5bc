import type { BilledInvoice, BilledLine } from "@/lib/billing/stripe/billed-invoices";
import { formatMoney } from "@/lib/platform/money";
import { expectedOf, type Records } from "./expected-line";
import type { Finding } from "./finding";

/** An invoice as we keep it, with the credit notes that belong to it. */
export interface KeptInvoice {
  number: string | null;
  total: number;
  credited: number;
}

/** Where invoices, oldest first, are not what our records say. Pure. */
export function compareInvoices(
  invoices: BilledInvoice[],
  kept: ReadonlyMap<string, KeptInvoice>,
  recordsOf: (invoice: BilledInvoice) => Records,
): Finding[] {
  const billed = new Map<string, string>();
  return invoices.flatMap((invoice) => {
    const known = kept.get(invoice.id);
    const name = known?.number ?? invoice.id;
    const ofLines = [...groupsOf(invoice)].flatMap(([key, lines]): Finding[] => {
      const earlier = billed.get(key);
      if (isCharge(lines)) billed.set(key, earlier ?? name);
      const amount = lines.reduce((total, line) => total + line.amount, 0);
      if (earlier !== undefined && isCharge(lines))
        return [
          { invoice: name, amount, reason: `the same period is on ${earlier} already: ${wordsOf(lines)}` },
        ];
      return compare(lines, recordsOf(invoice), invoice.currency).map((one) => ({
        invoice: name,
        ...one,
      }));
    });
    return [...ofLines, ...compareKept(invoice, known, name)];
  });
}

function groupsOf(invoice: BilledInvoice): Map<string, BilledLine[]> {
  const groups = new Map<string, BilledLine[]>();
  for (const line of invoice.lines) {
    const key = keyOf(invoice, line);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return groups;
}

/**
 * Of one price and period; a proration and what was added by hand stand alone. Of use, whose price has steps, every change of
 * plan bills a part of the period, and changing back makes it the same price again.
 */
function keyOf({ id, subscriptionId }: BilledInvoice, line: BilledLine): string {
  if (line.isProration || line.priceId === null) return `${id}:${line.isProration}`;
  const period = [line.periodStart, ...(line.unitAmount === null ? [line.periodEnd] : [])];
  return [subscriptionId, line.priceId, ...period.map((at) => at.toISOString())].join(":");
}

const isCharge = ([line]: BilledLine[]): boolean =>
  line !== undefined && !line.isProration && line.priceId !== null && line.amount > 0;

function compare(lines: BilledLine[], records: Records, currency: string): Omit<Finding, "invoice">[] {
  const expected = expectedOf(lines, records);
  const actual = lines.reduce((total, { amount }) => total + amount, 0);
  if (expected === null || expected === actual) return [];
  const said =
    lines[0]?.priceId === null ? "added by hand" : `our records say ${formatMoney(expected, currency)}`;
  return [{ amount: actual - expected, reason: `${said}: ${wordsOf(lines)}` }];
}

function compareKept(invoice: BilledInvoice, known: KeptInvoice | undefined, name: string): Finding[] {
  const { total, credited, currency } = invoice;
  if (!known) return [{ invoice: name, amount: total, reason: "not known here: sync the workspace" }];
  const findings: Finding[] = [];
  if (known.total !== total)
    findings.push({
      ...{ invoice: name, amount: total - known.total },
      reason: `kept here as ${formatMoney(known.total, currency)}`,
    });
  if (known.credited !== credited)
    findings.push({
      ...{ invoice: name, amount: known.credited - credited },
      reason: `credit notes of ${formatMoney(credited, currency)}, kept here as ${formatMoney(known.credited, currency)}`,
    });
  return findings;
}

const wordsOf = (lines: BilledLine[]): string => lines.map(({ description }) => description).join(", ");
