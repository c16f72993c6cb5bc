import type { PlannedItems } from "@/db/schema/platform";
import { planNameOf } from "@/lib/entitlements/plan-words";
import { formatDay } from "@/lib/platform/date";
import { isEnded, isLive } from "../access";
import type { SubscriptionState } from "../states";
import { type Transition, transition } from "./transition";
import { leftWords, plannedWords, termsInWords, type Written } from "./words";

type Before = SubscriptionState;

/**
 * What became of one subscription. Of its first sight only that it has begun is news, whatever it owes by then. Of one that
 * was arranged by hand only that there is one: who made it with the payer says the rest.
 */
export function ofSubscription(
  before: Before | undefined,
  after: SubscriptionState,
  books: Pick<Written, "customer" | "invoices">,
): Transition[] {
  if (isArranged(after)) return before && isArranged(before) ? [] : [arranged(after)];
  if (after.isDuplicate && !before?.isDuplicate) return [transition("duplicate", about(after))];
  if (!before || !counts(before)) return counts(after) ? [transition("activated", about(after))] : [];
  if (isEnded(after.status)) return [transition("canceled", about(after, [], leftWords(books)))];
  if (!counts(after)) return [];
  const watchers = [ofTerms, ofSchedule, ofPendingUpdate, ofEnd, ofPause, ofCollection, ofDiscounts, ofTax];
  return watchers.flatMap((watch) => watch(before, after) ?? []);
}

const counts = ({ status, isDuplicate, plan }: SubscriptionState): boolean =>
  isLive(status) && !isDuplicate && plan !== null;

const isArranged = ({ status, plan }: SubscriptionState): boolean => isLive(status) && plan === null;

const arranged = (after: SubscriptionState): Transition =>
  transition("arranged", about(after, [after.foreignPriceIds.join("+")]));

function about(
  after: SubscriptionState,
  parts: (string | Date | null)[] = [],
  words: Record<string, string> = {},
) {
  const terms = termsInWords(after);
  const label = words.planName ?? terms.planName;
  return { subject: { id: after.stripeId, label }, about: parts, payload: { ...terms, ...words } };
}

function ofTerms(before: Before, after: SubscriptionState) {
  if (termsKey(before) === termsKey(after)) return null;
  const words = { previousPlanName: planNameOf(before.plan) };
  // The latest invoice tells a change from the same change made again later.
  return transition("changed", about(after, [termsKey(after), after.latestInvoiceId], words));
}

function ofSchedule(before: Before, after: SubscriptionState) {
  const [was, is] = [scheduleKey(before), scheduleKey(after)];
  if (was === is) return null;
  if (is && after.scheduledChange && after.scheduledFor) {
    const words = { ...plannedWords(after.scheduledChange), changesOn: formatDay(after.scheduledFor) };
    return transition("change_scheduled", about(after, [is], words));
  }
  const isInForce = before.scheduledChange && termsKey(before.scheduledChange) === termsKey(after);
  if (isInForce || !before.scheduledChange) return null;
  return transition("change_unscheduled", about(after, [was], plannedWords(before.scheduledChange)));
}

function ofPendingUpdate(before: Before, after: SubscriptionState) {
  const [was, is] = [before.pendingUpdateExpiresAt, after.pendingUpdateExpiresAt];
  if (was?.getTime() === is?.getTime()) return null;
  if (is && after.pendingUpdate) {
    const words = { ...plannedWords(after.pendingUpdate), expiresOn: formatDay(is) };
    return transition("change_pending", about(after, [is], words));
  }
  const wanted = before.pendingUpdate;
  if (!was || !wanted || termsKey(wanted) === termsKey(after)) return null;
  return transition("change_expired", about(after, [was], { wantedPlanName: plannedWords(wanted).planName }));
}

/** `canceledAt` is the moment somebody asked, so that asking a second time is told a second time. */
function ofEnd(before: Before, after: SubscriptionState) {
  const [was, is] = [before.cancelAt, after.cancelAt];
  if (was?.getTime() === is?.getTime()) return null;
  if (is)
    return transition("cancel_scheduled", about(after, [is, after.canceledAt], { endsOn: formatDay(is) }));
  return transition("cancel_undone", about(after, [was, before.canceledAt]));
}

function ofPause(before: Before, after: SubscriptionState) {
  const [was, is] = [before.status === "paused", after.status === "paused"];
  if (was === is) return null;
  if (!is) return transition("resumed", about(after, [before.pausedAt]));
  return transition("paused", about(after, [after.pausedAt], { pausedReason: after.pausedReason ?? "" }));
}

function ofCollection(before: Before, after: SubscriptionState) {
  if (before.isCollectionPaused === after.isCollectionPaused) return null;
  if (!after.isCollectionPaused)
    return transition("collection_resumed", about(after, [after.latestInvoiceId]));
  return transition("collection_paused", about(after, [after.latestInvoiceId, after.collectionResumesAt]));
}

function ofDiscounts(before: Before, after: SubscriptionState) {
  const idsOf = ({ discounts }: SubscriptionState) =>
    discounts
      .map(({ id }) => id)
      .toSorted()
      .join("+");
  return idsOf(before) === idsOf(after) ? null : transition("discounted", about(after, [idsOf(after)]));
}

function ofTax(before: Before, after: SubscriptionState) {
  if (before.isTaxLost || !after.isTaxLost) return null;
  return transition("tax_lost", about(after, [after.latestInvoiceId]));
}

/** `professional/monthly/2` */
const termsKey = ({ plan, interval, extraSeats }: Partial<PlannedItems> | Before): string =>
  `${plan}/${interval}/${extraSeats}`;

const scheduleKey = ({ scheduleId, scheduledChange, scheduledFor }: SubscriptionState): string | null =>
  scheduledChange && `${scheduleId}/${termsKey(scheduledChange)}/${scheduledFor?.toISOString()}`;
