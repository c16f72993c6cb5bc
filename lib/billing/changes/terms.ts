import { z } from "zod";
import type { PlannedItems } from "@/db/schema/platform";
import { intervals, planIds, plans } from "@/lib/entitlements/plans";

export type Terms = PlannedItems;

/** When a change takes effect, and how it is billed. */
export const effectiveMode = z.enum([
  /** Today, charged today. */
  "now",
  /** Today; the credit goes onto the next invoice. */
  "credited",
  /** Today and for nothing: a trial has not been paid for. */
  "free",
  /** When the period that is paid for ends. */
  "period_end",
]);
export type EffectiveMode = z.output<typeof effectiveMode>;

/** How a change is made: more at once, less when the period ends, unless `when` says otherwise. */
export function effectiveModeOf(
  from: Terms,
  to: Terms,
  { isTrial, when }: { isTrial: boolean; when?: "now" | "period_end" },
): EffectiveMode {
  if (isTrial) return "free";
  const hasFewerSeats = from.plan === to.plan && from.interval === to.interval;
  if (hasFewerSeats && to.extraSeats < from.extraSeats && when !== "period_end") return "credited";
  return (when ?? (isLess(from, to) ? "period_end" : "now")) === "now" ? "now" : "period_end";
}

/** A lower plan, or a shorter commitment to the same one. */
export function isLess(from: Terms, to: Terms): boolean {
  const steps = planIds.indexOf(to.plan) - planIds.indexOf(from.plan);
  return steps < 0 || (steps === 0 && intervals.indexOf(to.interval) < intervals.indexOf(from.interval));
}

export const isSame = (a: Terms, b: Terms): boolean =>
  a.plan === b.plan && a.interval === b.interval && a.extraSeats === b.extraSeats;

/** Members the terms have room for. */
export const seatsOf = ({ plan, extraSeats }: Terms): number => plans[plan].seats + extraSeats;
