import type { Standing } from "@/lib/billing/stripe/standing";
import { sha256 } from "@/lib/platform/crypto";

/** Equal as long as a subscription is the same in all that a change builds on: items, periods, discounts, what is ahead. */
export function fingerprintOf(standing: Standing): string {
  const { id, status, trialEnd, cancelAt, scheduleId, pendingItems, discounts, items } = standing;
  const parts = items.map((item) => [
    item.id,
    item.priceId,
    item.quantity,
    item.periodStart.toISOString(),
    item.periodEnd.toISOString(),
  ]);
  return sha256(
    JSON.stringify([
      id,
      status,
      trialEnd,
      cancelAt,
      scheduleId,
      pendingItems,
      discounts.map((discount) => discount.id),
      parts.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ]),
  );
}
