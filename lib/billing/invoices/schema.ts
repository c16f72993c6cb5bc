import { z } from "zod";

/** Our own number, as in the address of its page: INV-202611-000042, or CN-202611-000007 for a credit note. */
export const invoiceNumber = z.string().regex(/^(?:INV|CN)-\d{6}-\d{6}$/);

export const invoiceReference = z.strictObject({ number: invoiceNumber });

const month = z.string().regex(/^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/, "Enter a month such as 2026-11.");

/** Months in UTC, both included; an end that is left out is open. */
export const exportInvoicesInput = z
  .strictObject({ from: month.optional(), to: month.optional() })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ["to"],
    error: "The last month must not lie before the first.",
  });
export type ExportRange = z.output<typeof exportInvoicesInput>;
