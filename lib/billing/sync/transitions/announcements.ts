import { cardInWords } from "@/lib/billing/card-words";
import { cardEnd, cardNotices, cardOutlived } from "@/lib/billing/cards/expiry";
import { days } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";
import type { Projection } from "../project";
import type { SubscriptionState } from "../states";
import { renewalNoticeMs, trialNoticeMs } from "../wake";
import { type Transition, transition } from "./transition";
import { termsInWords } from "./words";

/** What the calendar brings. Told by the state alone: an event about it may come late, or never. */
export function announcementsOf(after: Projection): Transition[] {
  const counting = after.subscriptions.filter(({ isDuplicate }) => !isDuplicate);
  return counting.flatMap((one) => [
    ...trialEnding(one, after),
    ...renewalAhead(one, after),
    ...cardExpiring(one, after),
  ]);
}

function trialEnding(subscription: SubscriptionState, { takenAt, customer }: Projection): Transition[] {
  const { status, plan, trialEnd, cancelAt } = subscription;
  if (status !== "trialing" || !plan || !trialEnd || cancelAt || !isWithin(trialEnd, takenAt, trialNoticeMs))
    return [];
  const payload = {
    ...termsInWords(subscription),
    ...(customer.paymentMethod && { card: customer.paymentMethod.last4 }),
  };
  return [transition("trial_ending", { subject: subjectOf(subscription), about: [trialEnd], payload })];
}

/** A month is short enough to remember. */
function renewalAhead(subscription: SubscriptionState, { takenAt }: Projection): Transition[] {
  const { status, interval, periodEnd, cancelAt } = subscription;
  const isLong = interval === "quarterly" || interval === "annual";
  if (status !== "active" || !isLong || !periodEnd || cancelAt) return [];
  if (!isWithin(periodEnd, takenAt, renewalNoticeMs)) return [];
  const payload = termsInWords(subscription);
  return [transition("renewal_ahead", { subject: subjectOf(subscription), about: [periodEnd], payload })];
}

/** Where the card on file is over by the next charge, a month before that and again a week before it. */
function cardExpiring(subscription: SubscriptionState, { takenAt, customer }: Projection): Transition[] {
  const card = customer.paymentMethod;
  const end = card && cardEnd(card);
  const outlived = cardOutlived(subscription, card, takenAt);
  if (!card || !end || !outlived) return [];
  const { chargedAt, isExpired } = outlived;
  const month = `${card.expYear}${String(card.expMonth).padStart(2, "0")}`;
  const last = isWithin(chargedAt, takenAt, cardNotices.last) ? ["last"] : [];
  const payload = {
    card: cardInWords(card),
    expiresOn: formatDay(lastDayBefore(end)),
    chargedOn: formatDay(chargedAt),
    ...(isExpired && { isExpired: "yes" }),
  };
  const subject = { id: customer.id, label: payload.card };
  return [transition("card_expiring", { subject, about: [card.last4, month, ...last], payload })];
}

const subjectOf = (subscription: SubscriptionState) => ({
  id: subscription.stripeId,
  label: termsInWords(subscription).planName,
});

const isWithin = (moment: Date, now: Date, ms: number): boolean =>
  moment > now && moment.getTime() - now.getTime() <= ms;

const lastDayBefore = (moment: Date): Date => new Date(moment.getTime() - days(1));
