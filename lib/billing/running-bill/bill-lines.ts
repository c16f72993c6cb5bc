import { z } from "zod";
import type { PriceBook } from "@/lib/billing/changes/price-book";
import { money, plan } from "@/lib/billing/shapes";
import type { NextLine } from "@/lib/billing/stripe/next-invoice";
import { type PlanId, plans } from "@/lib/entitlements/plans";

/** What a line of a bill is for, in the order in which they are read. */
const parts = ["plan", "seats", "use", "other"] as const;

export const billLine = z.object({
  part: z.enum(parts),
  /** The plan it belongs to; null for what is of none. */
  plan: plan.nullable(),
  /** The payment provider's words. */
  description: z.string(),
  /** Of use, what is beyond the plan; nothing is billed for the rest. */
  quantity: z.number(),
  amount: money,
});
export type BillLine = z.output<typeof billLine>;

const partOf = { base: "plan", seat: "seats", overage: "use" } as const;

/**
 * The lines of an invoice by what they are for. Use may stand there in several lines, one for each step of its price, and
 * is one here; what was changed in mid-period keeps a line of its own.
 */
export function billLinesOf(lines: NextLine[], book: PriceBook): BillLine[] {
  const sorted: BillLine[] = [];
  for (const line of lines) {
    const price = line.priceId === null ? undefined : book.meaningOf(line.priceId);
    const part = price && !line.isProration ? partOf[price.kind] : "other";
    const { description, quantity, amount } = line;
    const known = sorted.find((one) => one.part === "use" && part === "use" && one.plan === price?.plan);
    if (known) Object.assign(known, { quantity: known.quantity + quantity, amount: known.amount + amount });
    else sorted.push({ part, plan: price?.plan ?? null, description, quantity, amount });
  }
  return sorted.map(beyondThePlan).toSorted((a, b) => parts.indexOf(a.part) - parts.indexOf(b.part));
}

function beyondThePlan(line: BillLine): BillLine {
  if (line.part !== "use" || !line.plan) return line;
  return { ...line, quantity: Math.max(0, line.quantity - includedCalls(line.plan)) };
}

function includedCalls(planId: PlanId): number {
  const { apiCallsPerMonth } = plans[planId].limits;
  return apiCallsPerMonth === "unlimited" ? Number.POSITIVE_INFINITY : apiCallsPerMonth;
}
