import { z } from "zod";
import type { InvoiceLineSummary } from "@/db/schema/platform";
import { invoiceLine, money } from "@/lib/billing/shapes";
import type { Preview } from "@/lib/billing/stripe/changes";
import type { EffectiveMode } from "./terms";

/** What a change costs on the day it is made. Minor units. */
export const changeCost = z.object({
  lines: z.array(invoiceLine),
  subtotal: money,
  discount: money,
  tax: money,
  total: money,
  /** What the customer's balance gives (negative) or receives (positive). */
  balance: money,
  dueNow: money,
});
export type ChangeCost = z.output<typeof changeCost>;

const nothing: ChangeCost = {
  lines: [],
  subtotal: 0,
  discount: 0,
  tax: 0,
  total: 0,
  balance: 0,
  dueNow: 0,
};

/** The cost of a change as its imagined invoice says it; null where it makes none. */
export function costOf(invoice: Preview | null, effectiveMode: EffectiveMode): ChangeCost {
  if (!invoice) return nothing;
  if (effectiveMode === "credited")
    return creditOf(invoice.ownLines.filter(({ isProration }) => isProration));
  const { lines, subtotal, discount, tax, total, amountDue } = invoice;
  return { lines, subtotal, discount, tax, total, balance: amountDue - total, dueNow: amountDue };
}

/** The part of the next invoice that the change puts there; nothing of it is due today. */
function creditOf(lines: InvoiceLineSummary[]): ChangeCost {
  const add = (part: "amount" | "discount" | "tax") => lines.reduce((total, line) => total + line[part], 0);
  const [subtotal, discount, tax] = [add("amount"), add("discount"), add("tax")];
  return { ...nothing, lines, subtotal, discount, tax, total: subtotal - discount + tax };
}
