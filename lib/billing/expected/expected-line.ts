import type { PriceBook } from "@/lib/billing/changes/price-book";
import type { BilledLine } from "@/lib/billing/stripe/billed-invoices";
import { plans } from "@/lib/entitlements/plans";

/** What our own records say besides the catalog. */
export interface Records {
  book: PriceBook;
  /** When the plan was tried for nothing; null where it was not. */
  trialEnd: Date | null;
  /** How much Stripe was told of in a period; null where the terms changed within, and it was told of the parts. */
  usedIn(period: Pick<BilledLine, "periodStart" | "periodEnd">): number | null;
}

/**
 * What the lines of one price should come to, in minor units before discounts and tax; null where our records do not say.
 * Prorations are taken as Stripe worked them out: nothing here adds them up.
 */
export function expectedOf(lines: BilledLine[], { book, trialEnd, usedIn }: Records): number | null {
  const [line] = lines;
  if (!line || line.isProration) return null;
  if (line.priceId === null) return 0;
  if (trialEnd && line.periodEnd <= trialEnd) return 0;
  const meaning = book.meaningOf(line.priceId);
  if (meaning?.kind === "overage") return meaning.isActive ? usageAmount(meaning.plan, usedIn(line)) : null;
  const amounts =
    meaning?.kind === "seat" ? plans[meaning.plan].extraSeat : meaning && plans[meaning.plan].price;
  const unit = meaning?.isActive && amounts ? amounts[meaning.interval] : line.unitAmount;
  return unit === null ? null : lines.reduce((total, { quantity }) => total + unit * quantity, 0);
}

function usageAmount(plan: keyof typeof plans, used: number | null): number | null {
  const { apiOverage, limits } = plans[plan];
  if (used === null || apiOverage === null || limits.apiCallsPerMonth === "unlimited") return null;
  return Math.round((Math.max(0, used - limits.apiCallsPerMonth) * apiOverage) / 1_000);
}
