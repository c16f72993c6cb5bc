import type { BillTo } from "@/db/schema/platform";
import { countryName } from "@/lib/platform/countries";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import type { Invoice } from "./get-invoice";

/** What an invoice says, line by line, for the page and the PDF alike: they must not differ. */
export interface Line {
  description: string;
  period: string;
  amount: string;
}

type Place = NonNullable<BillTo["address"]>;

export interface Amount {
  label: string;
  value: string;
  isTotal?: boolean;
}

export const linesOf = ({ lines, currency }: Pick<Invoice, "lines" | "currency">): Line[] =>
  lines.map(({ description, periodStart, periodEnd, amount }) => ({
    description,
    period: periodOf(periodStart, periodEnd),
    amount: formatMoney(amount, currency),
  }));

/** What it is called, at its head and in the title of its file. */
export const titleOf = ({ kind }: Pick<Invoice, "kind">): string =>
  kind === "credit_note" ? "Credit note" : "Invoice";

/** Number and days; Stripe's own number where there is one, which its pages and receipts name. */
export function factsOf(invoice: Invoice): [name: string, value: string][] {
  const { number, corrects, stripeNumber, issuedAt, draftedAt, dueAt, paidAt, billTo } = invoice;
  const facts: [string, string | null][] = [
    ["Number", number],
    ["Corrects", corrects],
    ["Issued", formatDay(issuedAt ?? draftedAt)],
    ["Due", dueAt && !paidAt ? formatDay(dueAt) : null],
    ["Paid", paidAt && invoice.kind === "invoice" ? formatDay(paidAt) : null],
    ["Your order", billTo?.purchaseOrder ?? null],
    ["Stripe’s number", stripeNumber],
  ];
  return facts.flatMap(([name, value]) => (value ? [[name, value] satisfies [string, string]] : []));
}

/** From the subtotal down to what is still owed; steps that change nothing are left out. */
export function amountsOf(invoice: Invoice): Amount[] {
  const { currency, subtotal, discount, total, amountPaid, amountRemaining, status } = invoice;
  const money = (minorUnits: number) => formatMoney(minorUnits, currency);
  const credit = creditUsed(invoice);
  return [
    { label: "Subtotal", value: money(subtotal) },
    ...(discount ? [{ label: "Discount", value: money(-discount) }] : []),
    ...taxAmounts(invoice),
    { label: "Total", value: money(total), isTotal: true },
    ...(credit > 0 ? [{ label: "Paid from your credit", value: money(-credit) }] : []),
    ...(credit < 0 ? [{ label: "Kept as your credit", value: money(-credit) }] : []),
    ...(amountPaid ? [{ label: "Paid", value: money(-amountPaid) }] : []),
    ...creditedAmount(invoice),
    ...(invoice.amountRefunded
      ? [{ label: "Refunded to the card", value: money(invoice.amountRefunded) }]
      : []),
    ...(status === "open" ? [{ label: "Still to pay", value: money(amountRemaining), isTotal: true }] : []),
  ];
}

/** A credit note lowers what is to pay; one that came after the payment gives back what was paid. */
function creditedAmount(invoice: Invoice): Amount[] {
  const { currency, total, amountPaid, amountCredited } = invoice;
  if (!amountCredited) return [];
  const isAfterwards = amountPaid + amountCredited > total - creditUsed(invoice);
  return isAfterwards
    ? [{ label: "Credited after payment", value: formatMoney(amountCredited, currency) }]
    : [{ label: "Credited", value: formatMoney(-amountCredited, currency) }];
}

/** The net amount and what each rate of tax adds to it. */
function taxAmounts({ currency, tax, taxes, total, taxExempt }: Invoice): Amount[] {
  const money = (minorUnits: number) => formatMoney(minorUnits, currency);
  const charged = taxes.filter(({ amount }) => amount !== 0);
  if (tax === 0 && charged.length === 0)
    return [
      {
        label: isReverseCharge({ taxes, taxExempt }) ? "Tax (reverse charge)" : "Tax (none charged)",
        value: money(0),
      },
    ];
  const net = { label: "Net", value: money(total - tax) };
  if (charged.length === 0) return [net, { label: "Tax", value: money(tax) }];
  return [
    net,
    ...charged.map(({ percent, taxable, amount }) => ({
      label: percent === null ? `Tax on ${money(taxable)}` : `Tax ${percent}% on ${money(taxable)}`,
      value: money(amount),
    })),
  ];
}

/** What the law wants said in words. */
export const notesOf = (invoice: Pick<Invoice, "taxes" | "taxExempt">): string[] =>
  isReverseCharge(invoice) ? ["Reverse charge: the recipient owes the tax."] : [];

const isReverseCharge = ({ taxes, taxExempt }: Pick<Invoice, "taxes" | "taxExempt">): boolean =>
  taxExempt === "reverse" || taxes.some(({ reason }) => reason === "reverse_charge");

/** Who it is made out to: name, address, tax ids; the workspace's name where Stripe knows none. */
export function addressLines({
  billTo,
  workspaceName,
}: {
  billTo: BillTo | null;
  workspaceName: string;
}): string[] {
  const place = billTo?.address ? placeLines(billTo.address) : [];
  const taxIds = (billTo?.taxIds ?? []).map(({ value }) => `Tax ID ${value}`);
  return [billTo?.name ?? workspaceName, ...place, ...taxIds];
}

/** An address as it stands on a letter, without whatever nobody has said. */
export function placeLines({ line1, line2, postalCode, city, state, country }: Place): string[] {
  const place = [postalCode, city, state].filter(Boolean).join(" ");
  const lines = [line1, line2, place, country && countryName(country)];
  return lines.filter((line): line is string => Boolean(line));
}

/** Positive: earlier credit paid a part. Negative: this invoice left a credit behind. */
function creditUsed({ startingBalance, endingBalance }: Invoice): number {
  return endingBalance === null ? 0 : endingBalance - startingBalance;
}

const periodOf = (start: string, end: string): string =>
  start === end ? formatDay(new Date(start)) : `${formatDay(new Date(start))} to ${formatDay(new Date(end))}`;
