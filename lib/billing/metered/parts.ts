import { type PlanId, planIds } from "@/lib/entitlements/plans";
import type { UsagePeriod } from "@/lib/usage/periods";
import type { BrokenOff } from "./carry";

/** The plan a period is billed by; null where it is billed by none. */
export const planOf = ({ terms }: Pick<UsagePeriod, "terms">): PlanId | null =>
  planIds.find((plan) => plan === terms) ?? null;

/** The newest part of Stripe's period. */
export const runningIn = (periods: UsagePeriod[], { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) =>
  periods.findLast((one) => one.startsAt >= startsAt && one.startsAt < endsAt);

/** How long each plan was held in Stripe's period, whose last part is `last`, by a moment at which it is broken off. */
export function brokenOffAt(
  end: Date,
  periods: UsagePeriod[],
  { last, billingStart }: { last: UsagePeriod; billingStart: Date },
): BrokenOff {
  const parts = periods.flatMap((one) => {
    const terms = planOf(one);
    const ends = Math.min(one.endsAt.getTime(), end.getTime());
    const isPart = one.startsAt >= billingStart && one.startsAt <= last.startsAt;
    return isPart && terms ? [{ terms, ms: ends - one.startsAt.getTime() }] : [];
  });
  const whole = last.billingEnd ?? last.endsAt;
  return { parts, wholeMs: whole.getTime() - billingStart.getTime() };
}
