import { readPriceBook } from "@/lib/billing/changes/price-book";
import { listMeteredLines } from "@/lib/billing/stripe/metered-lines";
import type { PlanId } from "@/lib/entitlements/plans";

/** What a change has billed of the use so far. */
export interface BilledUse {
  /** The total that Stripe counted, a decimal. */
  quantity: string;
  lineIds: string[];
}

interface Wanted {
  customerId: string;
  subscriptionId: string;
  terms: PlanId;
  /** Since when: what was billed until then, or before, is of an earlier period. */
  since: Date;
  /** Lines that an earlier change is known by. */
  known: string[];
}

/**
 * Finds what a change billed for use under the old terms: the last total by the second of the change, which what we told may
 * be ahead of. Null where it billed none, as it does where nothing is above the plan.
 */
export async function findBilledUse({ customerId, subscriptionId, terms, since, known }: Wanted) {
  const [book, lines] = await Promise.all([readPriceBook(), listMeteredLines(customerId, subscriptionId)]);
  const fresh = lines.filter(
    ({ id, priceId, periodEnd }) =>
      book.meaningOf(priceId)?.kind === "overage" && periodEnd > since && !known.includes(id),
  );
  const own = fresh.filter(({ priceId }) => book.meaningOf(priceId)?.plan === terms);
  const last = Math.max(...own.map(({ periodEnd }) => periodEnd.getTime()));
  // Several where the price has steps.
  const steps = own.filter(({ periodEnd }) => periodEnd.getTime() === last);
  if (steps.length === 0) return null;
  const quantity = steps.reduce((sum, step) => sum + step.quantity, 0);
  return { quantity: String(quantity), lineIds: fresh.map(({ id }) => id) } satisfies BilledUse;
}
