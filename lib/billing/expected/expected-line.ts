import type { PriceBook } from "@/lib/billing/changes/price-book";
import type { BilledLine } from "@/lib/billing/stripe/billed-invoices";
import type { Currency } from "@/lib/entitlements/currencies";
import { type PlanId, plans } from "@/lib/entitlements/plans";

/** What our own records say besides the catalog. */
export interface Records {
  book: PriceBook;
  /** What the invoice is in; null for one that no plan is sold in. */
  currency: Currency | null;
  /** When the plan was tried for nothing; null where it was not. */
  trialEnd: Date | null;
  /** The total that Stripe was told last in a period: of the part by the newest terms, where they changed within. */
  usedIn(period: Pick<BilledLine, "periodStart" | "periodEnd">): number;
}

/**
 * What the lines of one price should come to, in minor units before discounts and tax; null where our records do not say.
 * Prorations are taken as Stripe worked them out: nothing here adds them up.
 */
export function expectedOf(lines: BilledLine[], records: Records): number | null {
  const { book, currency, trialEnd } = records;
  const [line] = lines;
  if (!line || line.isProration) return null;
  if (line.priceId === null) return 0;
  if (trialEnd && line.periodEnd <= trialEnd) return 0;
  const meaning = book.meaningOf(line.priceId);
  if (meaning?.kind === "overage") return meaning.isActive ? usageAmount(meaning.plan, line, records) : null;
  const amounts =
    meaning?.kind === "seat" ? plans[meaning.plan].extraSeat : meaning && plans[meaning.plan].price;
  const sold = currency && amounts?.[currency];
  const unit = meaning?.isActive && sold ? sold[meaning.interval] : line.unitAmount;
  return unit === null ? null : lines.reduce((total, { quantity }) => total + unit * quantity, 0);
}

function usageAmount(plan: PlanId, line: BilledLine, { currency, usedIn }: Records): number | null {
  const { apiOverage, limits } = plans[plan];
  if (!currency || !apiOverage || limits.apiCallsPerMonth === "unlimited") return null;
  return Math.round((Math.max(0, usedIn(line) - limits.apiCallsPerMonth) * apiOverage[currency]) / 1_000);
}
