import { days } from "@/lib/platform/clock";
import { formatDay } from "@/lib/platform/date";
import type { Projection } from "../project";
import type { SubscriptionState } from "../states";
import { renewalNoticeMs, trialNoticeMs } from "../wake";
import { type Transition, transition } from "./transition";
import { termsInWords } from "./words";

const cardNoticeMs = days(30);

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

function cardExpiring(subscription: SubscriptionState, { takenAt, customer }: Projection): Transition[] {
  const card = customer.paymentMethod;
  if (!["active", "trialing"].includes(subscription.status) || !card?.expMonth || !card.expYear) return [];
  // A card is good until its month is over.
  const expiresAt = new Date(Date.UTC(card.expYear, card.expMonth, 1));
  if (!isWithin(expiresAt, takenAt, cardNoticeMs)) return [];
  const month = `${card.expYear}${String(card.expMonth).padStart(2, "0")}`;
  const payload = {
    card: `${card.brand} ending in ${card.last4}`,
    expiresOn: formatDay(lastDayBefore(expiresAt)),
  };
  const subject = { id: customer.id, label: payload.card };
  return [transition("card_expiring", { subject, about: [card.last4, month], payload })];
}

const subjectOf = (subscription: SubscriptionState) => ({
  id: subscription.stripeId,
  label: termsInWords(subscription).planName,
});

const isWithin = (moment: Date, now: Date, ms: number): boolean =>
  moment > now && moment.getTime() - now.getTime() <= ms;

const lastDayBefore = (moment: Date): Date => new Date(moment.getTime() - days(1));
