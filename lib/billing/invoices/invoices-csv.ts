import { stringify } from "csv-stringify/sync";
import { decimalOf } from "@/lib/platform/money";
import type { ExportedInvoice } from "./export-invoices";

/**
 * Invoices as RFC 4180 lines: instants as UTC days, amounts as decimals in the invoice's currency ("29.00", never a
 * thousands separator). Every cell is ours or Stripe's, so none can be a formula somebody planted.
 */
export function invoicesCsv(invoices: ExportedInvoice[]): string {
  const rows = invoices.map((invoice) => columns.map(([, read]) => read(invoice)));
  return stringify([columns.map(([heading]) => heading), ...rows], {
    bom: true,
    record_delimiter: "windows",
  });
}

type Column = [heading: string, read: (invoice: ExportedInvoice) => string];

const columns: Column[] = [
  ["Number", ({ number }) => number ?? ""],
  ["Stripe number", ({ stripeNumber }) => stripeNumber ?? ""],
  ["Status", ({ status }) => status],
  ["Issued", ({ issuedAt }) => dayOf(issuedAt)],
  ["Due", ({ dueAt }) => dayOf(dueAt)],
  ["Paid on", ({ paidAt }) => dayOf(paidAt)],
  ["Currency", ({ currency }) => currency.toUpperCase()],
  amount("Subtotal", "subtotal"),
  amount("Discount", "discount"),
  amount("Tax", "tax"),
  amount("Total", "total"),
  amount("Paid", "amountPaid"),
  amount("Open", "amountRemaining"),
  amount("Refunded", "amountRefunded"),
  amount("Credited", "amountCredited"),
  ["Kind", ({ kind }) => (kind === "credit_note" ? "credit note" : "invoice")],
  ["Corrects", ({ corrects }) => corrects ?? ""],
  ["Tax by rate", taxByRate],
];

type Amount = {
  [K in keyof ExportedInvoice]: ExportedInvoice[K] extends number ? K : never;
}[keyof ExportedInvoice];

function amount(heading: string, field: Amount): Column {
  return [heading, (invoice) => decimalOf(invoice[field], invoice.currency)];
}

/** "19%: 18.81" for each rate; a rate that nobody knows has no percentage. */
function taxByRate({ taxes, currency }: ExportedInvoice): string {
  return taxes
    .map(({ percent, amount }) => `${percent === null ? "" : `${percent}%: `}${decimalOf(amount, currency)}`)
    .join("; ");
}

const dayOf = (instant: Date | null): string => instant?.toISOString().slice(0, 10) ?? "";
