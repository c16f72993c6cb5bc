import { cardEnd, cardNotices, nextChargeAt } from "@/lib/billing/cards/expiry";
import { days } from "@/lib/platform/clock";
import { nextDunningStepAt } from "./dunning";
import type { Projection } from "./project";
import type { SubscriptionState } from "./states";

/** How long before its end a trial is announced. */
export const trialNoticeMs = days(3);
/** How long before a quarterly or annual renewal it is announced. */
export const renewalNoticeMs = days(7);

/**
 * When a billing account must be looked at again though Stripe sends nothing: the next reminder, the end of a grace, an
 * announcement. Null where time alone changes nothing.
 */
export function wakeAtOf({
  subscriptions,
  customer,
  takenAt,
}: Pick<Projection, "subscriptions" | "customer" | "takenAt">): Date | null {
  const moments = subscriptions
    .filter(({ isDuplicate }) => !isDuplicate)
    .flatMap((one) => [...momentsOf(one, takenAt), ...cardMomentsOf(one, customer)])
    .filter((moment) => moment > takenAt);
  return moments.length > 0 ? new Date(Math.min(...moments.map((moment) => moment.getTime()))) : null;
}

function momentsOf(subscription: SubscriptionState, now: Date): Date[] {
  const { status, trialEnd, interval, periodEnd, pastDueSince } = subscription;
  if (status === "trialing" && trialEnd) return [before(trialEnd, trialNoticeMs), trialEnd];
  if (status === "past_due" && pastDueSince)
    return [nextDunningStepAt(pastDueSince, now)].filter((step) => step !== null);
  const isAnnounced = status === "active" && interval !== null && interval !== "monthly";
  return isAnnounced && periodEnd ? [before(periodEnd, renewalNoticeMs)] : [];
}

/** Both notices of a card that is over by the next charge. */
function cardMomentsOf(subscription: SubscriptionState, { paymentMethod }: Projection["customer"]): Date[] {
  const chargedAt = nextChargeAt(subscription);
  const end = paymentMethod && cardEnd(paymentMethod);
  if (!chargedAt || !end || end > chargedAt) return [];
  return [before(chargedAt, cardNotices.first), before(chargedAt, cardNotices.last)];
}

const before = (moment: Date, ms: number): Date => new Date(moment.getTime() - ms);
