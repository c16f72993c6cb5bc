import type Stripe from "stripe";
import type { Interval } from "@/lib/entitlements/plans";
import { isRefusedByStripe, withStripe } from "./client";
import { idOf } from "./reshape";

export interface ScheduledItems {
  subscriptionId: string;
  items: { priceId: string; quantity?: number }[];
  interval: Interval;
  /** Whether the new items begin a cycle of their own, which another interval does. */
  startsOver: boolean;
  /** Discounts named nowhere in a schedule are lost when its next phase begins: those until then, and those from then on. */
  discountIds: string[];
  keptDiscountIds: string[];
}

/** Lets a subscription become other items when its period ends. `keyOf` names the request of each step. */
export async function scheduleItems(wanted: ScheduledItems, keyOf: (step: string) => string): Promise<void> {
  await withStripe(async (stripe) => {
    const schedule = await stripe.subscriptionSchedules.create(
      { from_subscription: wanted.subscriptionId },
      { idempotencyKey: keyOf("schedule") },
    );
    try {
      const params = phasesOf(schedule, wanted);
      await stripe.subscriptionSchedules.update(schedule.id, params, { idempotencyKey: keyOf("phases") });
    } catch (thrown) {
      // A schedule without a next phase changes nothing and would be in the way of everything else.
      if (isRefusedByStripe(thrown)) await stripe.subscriptionSchedules.release(schedule.id);
      throw thrown;
    }
  });
}

/** Lets a subscription go on as it is. One that is released already stays so. */
export async function releaseSchedule(scheduleId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) => stripe.subscriptionSchedules.release(scheduleId, {}, { idempotencyKey }));
}

function phasesOf(
  { phases: [current] }: Stripe.SubscriptionSchedule,
  { items, interval, startsOver, discountIds, keptDiscountIds }: ScheduledItems,
): Stripe.SubscriptionScheduleUpdateParams {
  if (!current) throw new Error("a schedule from a subscription has a phase");
  return {
    end_behavior: "release",
    phases: [
      {
        items: current.items.map(({ price, quantity }) => phaseItem(idOf(price) ?? "", quantity)),
        start_date: current.start_date,
        end_date: current.end_date,
        ...discountsOf(discountIds),
      },
      {
        items: items.map(({ priceId, quantity }) => phaseItem(priceId, quantity)),
        duration: durations[interval],
        proration_behavior: "none",
        ...(startsOver && { billing_cycle_anchor: "phase_start" }),
        ...discountsOf(keptDiscountIds),
      },
    ],
  };
}

const durations: Record<Interval, Stripe.SubscriptionScheduleUpdateParams.Phase.Duration> = {
  monthly: { interval: "month", interval_count: 1 },
  quarterly: { interval: "month", interval_count: 3 },
  annual: { interval: "year", interval_count: 1 },
};

const discountsOf = (ids: string[]) =>
  ids.length > 0 ? { discounts: ids.map((discount) => ({ discount })) } : {};

const phaseItem = (price: string, quantity: number | undefined) => ({
  price,
  ...(quantity !== undefined && { quantity }),
});
