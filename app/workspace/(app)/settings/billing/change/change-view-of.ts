import { type Interval, intervals, type PlanId, planIds } from "@/lib/entitlements/plans";
import type { SearchParams } from "@/lib/entry/lenient";

export interface ChangeView {
  plan?: PlanId;
  interval?: Interval;
  /** As typed, so that a mistake can be shown where it was made. */
  seats?: string;
  when?: "now" | "period_end";
}

/** What an address asks to change. Whatever it does not understand is left out. */
export function changeViewOf(query: SearchParams): ChangeView {
  const plan = planIds.find((known) => known === query.plan);
  // A plan that was just chosen begins with the seats it includes, not with those of the one before.
  const isOfPlan = query.of === undefined || query.of === plan;
  return {
    plan,
    interval: intervals.find((known) => known === query.interval),
    seats: isOfPlan && typeof query.seats === "string" && query.seats !== "" ? query.seats : undefined,
    when: (["now", "period_end"] as const).find((known) => known === query.when),
  };
}

/** The address of a view. */
export function changeHref(href: string, view: ChangeView): string {
  const given = Object.entries(view).filter(([, value]) => value !== undefined);
  return `${href}?${new URLSearchParams(Object.fromEntries(given))}`;
}
