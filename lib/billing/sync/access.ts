import { freeGrant, type Grant } from "@/lib/entitlements/grant";
import type { PlanId } from "@/lib/entitlements/plans";
import { days } from "@/lib/platform/clock";

/** How long a failed renewal changes nothing but the banner. */
export const graceMs = days(7);

/** Statuses under which a tenant counts as subscribed: it may not check out a second time. */
export const liveStatuses = ["trialing", "active", "past_due", "unpaid", "paused"] as const;

export const isLive = (status: string): boolean => liveStatuses.some((live) => live === status);

/** Canceled and incomplete_expired: Stripe never leaves them. */
export const isEnded = (status: string): boolean => status === "canceled" || status === "incomplete_expired";

interface PaymentState {
  status: string;
  /** What was bought; counts only while the status grants it. */
  plan: PlanId;
  extraSeats: number;
  graceEndsAt: Date | null;
}

/**
 * What a subscription grants at `now`: the only place where a status becomes access. A status we have not heard of
 * keeps what was granted last, because Stripe's list is open and a guess would lock somebody out.
 */
export function grantOf(subscription: PaymentState | null, last: Grant, now: Date): Grant {
  if (!subscription) return freeGrant;
  const { plan, extraSeats, graceEndsAt } = subscription;
  switch (subscription.status) {
    case "trialing":
    case "active":
      return { plan, extraSeats, access: "full" };
    case "past_due":
      return { plan, extraSeats, access: graceEndsAt && graceEndsAt <= now ? "restricted" : "full" };
    case "unpaid":
      return { ...freeGrant, access: "restricted" };
    case "paused":
      return { plan, extraSeats, access: "suspended" };
    case "incomplete":
    case "incomplete_expired":
    case "canceled":
      return freeGrant;
    default:
      return last;
  }
}

/**
 * Of several subscriptions the one that counts: the best live one, and of equals the newest. Whatever `drawbacksOf` says
 * of one, the gravest first, puts it behind all that have less.
 */
export function pickPrimary<T extends { status: string; startedAt: Date }>(
  subscriptions: T[],
  drawbacksOf: (subscription: T) => boolean[] = () => [],
): T | null {
  const candidates = subscriptions.filter(({ status }) => !isEnded(status) && status !== "incomplete");
  const [best] = candidates.toSorted(
    (a, b) =>
      weightOf(drawbacksOf(a)) - weightOf(drawbacksOf(b)) ||
      rankOf(a.status) - rankOf(b.status) ||
      b.startedAt.getTime() - a.startedAt.getTime(),
  );
  return best ?? null;
}

/** Reads drawbacks as the digits of a number. */
const weightOf = (drawbacks: boolean[]): number =>
  drawbacks.reduce((weight, has) => weight * 2 + Number(has), 0);

const order = ["active", "trialing", "past_due", "paused", "unpaid"];

function rankOf(status: string): number {
  const rank = order.indexOf(status);
  return rank < 0 ? order.length : rank;
}
