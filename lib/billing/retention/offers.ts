import { purchasablePlans } from "@/lib/billing/schema";
import { type Interval, type PlanId, plans } from "@/lib/entitlements/plans";

/** What decides which offers apply. */
interface Leaving {
  status: string;
  planId: PlanId | null;
  interval: Interval | null;
  pendingUpdate: unknown;
  scheduledChange: unknown;
  discounts: unknown[];
}

interface Offer {
  /** Where it is taken, a page of the billing settings; null where it does not apply. */
  pathFor(leaving: Leaving): string | null;
  titleFor(leaving: Leaving): string;
  text: string;
}

export const offerIds = ["discount", "pause", "smaller_plan"] as const;
export type OfferId = (typeof offerIds)[number];

/** What staying is worth once to each workspace. Another figure is another coupon. */
export const stayingDiscount = { percentOff: 20, months: 3 } as const;

/** What somebody who is about to cancel is offered instead, in this order. */
export const offers: Record<OfferId, Offer> = {
  discount: {
    // A longer interval may have no invoice within those months, and a scheduled change begins without what came after it.
    pathFor: ({ status, interval, pendingUpdate, scheduledChange, discounts }) => {
      const isMonthly = status === "active" && interval === "monthly";
      return isMonthly && !pendingUpdate && !scheduledChange && discounts.length === 0
        ? "/settings/billing"
        : null;
    },
    titleFor: () => `Take ${stayingDiscount.percentOff}% off`,
    text: `Stay, and the invoices of the next ${stayingDiscount.months} months cost ${stayingDiscount.percentOff}% less for as long as you pay monthly.`,
  },
  pause: {
    pathFor: ({ status, pendingUpdate }) =>
      status === "active" && !pendingUpdate ? "/settings/billing/pause" : null,
    titleFor: ({ planId }) => `Pause ${plans[planId ?? "free"].name}`,
    text: "Nothing is charged while it is paused, and time that is paid for is kept for later.",
  },
  smaller_plan: {
    pathFor: ({ status, planId, pendingUpdate }) => {
      const smaller = ["active", "trialing"].includes(status) && !pendingUpdate && smallerThan(planId);
      return smaller ? `/settings/billing/change?plan=${smaller}` : null;
    },
    titleFor: ({ planId }) => `Go down to ${plans[smallerThan(planId) ?? "free"].name}`,
    text: "Pay less and keep the workspace working. What it costs is shown before anything changes.",
  },
};

function smallerThan(planId: PlanId | null): PlanId | null {
  if (planId === null) return null;
  return purchasablePlans[purchasablePlans.indexOf(planId) - 1] ?? null;
}

/** The offers that apply to a subscription, in their order; the discount only to a workspace that never had it. */
export const offersFor = (
  leaving: Leaving,
  { hadDiscount }: { hadDiscount: boolean },
): { id: OfferId; title: string; text: string }[] =>
  offerIds.flatMap((id) => {
    if (id === "discount" && hadDiscount) return [];
    const { pathFor, titleFor, text } = offers[id];
    return pathFor(leaving) ? [{ id, title: titleFor(leaving), text }] : [];
  });
