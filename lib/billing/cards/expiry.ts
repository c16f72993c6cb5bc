import type { Card } from "@/lib/billing/stripe/snapshot";
import { days } from "@/lib/platform/clock";

/** How long before the next charge somebody hears that the card will not be good for it: the first time, and the last. */
export const cardNotices = { first: days(30), last: days(7) };

/** The moment from which a card is good no more: its month is over, in UTC. Null where none is known, as of a mandate. */
export function cardEnd({ expMonth, expYear }: Pick<Card, "expMonth" | "expYear">): Date | null {
  return expMonth && expYear ? new Date(Date.UTC(expYear, expMonth, 1)) : null;
}

/** What decides when the next charge comes. */
export interface Charged {
  status: string;
  trialEnd: Date | null;
  periodEnd: Date | null;
  cancelAt: Date | null;
  isCollectionPaused: boolean;
}

/** When the card is charged by itself next; null where nothing will be. */
export function nextChargeAt({ status, trialEnd, periodEnd, cancelAt, isCollectionPaused }: Charged) {
  if (cancelAt || isCollectionPaused) return null;
  if (status === "trialing") return trialEnd;
  return status === "active" ? periodEnd : null;
}

/** The next charge, from a month before it, where the card is over by then; and whether it is over already. */
export function cardOutlived(
  subscription: Charged,
  card: Pick<Card, "expMonth" | "expYear"> | null,
  now: Date,
): { chargedAt: Date; isExpired: boolean } | null {
  const chargedAt = nextChargeAt(subscription);
  const end = card && cardEnd(card);
  if (!chargedAt || !end || end > chargedAt || chargedAt <= now) return null;
  if (chargedAt.getTime() - now.getTime() > cardNotices.first) return null;
  return { chargedAt, isExpired: end <= now };
}

/** "expired", "soon" within its last month, and null before that. */
export function expiryOf(card: Pick<Card, "expMonth" | "expYear">, now: Date): "expired" | "soon" | null {
  const end = cardEnd(card);
  if (!end || end.getTime() - now.getTime() > cardNotices.first) return null;
  return end <= now ? "expired" : "soon";
}
