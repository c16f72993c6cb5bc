import type { CarriedUsage } from "@/db/schema/tenant";
import { type PlanId, plans } from "@/lib/entitlements/plans";
import { billionthsOf, decimalOf } from "@/lib/usage/decimal";

/** A part of a billing period that a change of terms ends. */
export interface EndingPart {
  terms: PlanId;
  carried: CarriedUsage | null;
  /** All it came to, what it began with included; a decimal. */
  total: string;
  /** How much of that the change billed; null where its invoice has no line for use. */
  billed: { quantity: string; lineIds: string[] } | null;
}

/** How much of a billing period there was before it was broken off and its unused rest credited. */
export interface BrokenOff {
  parts: { terms: PlanId; ms: number }[];
  wholeMs: number;
}

/**
 * What the next part begins with. Included calls that were used stay used, whatever plan they are changed to and back: in one
 * billing period nobody has more of them than the larger plan includes. What was billed is billed, and what came after the
 * second that the change was billed for goes along. Pure.
 */
export function carryOver({ terms, carried, total, billed }: EndingPart, next: PlanId): CarriedUsage {
  const included = includedIn(terms);
  const all = billionthsOf(total);
  // Without a line nothing above the plan was billed.
  const counted = billed ? billionthsOf(billed.quantity) : least(all, included);
  const before = billionthsOf(carried?.free ?? "0");
  const free = atLeastZero(before + least(counted, included) - least(before, included));
  const above = included === null ? 0n : atLeastZero(counted - included);
  return {
    amount: decimalOf(least(free, includedIn(next)) + all - counted),
    free: decimalOf(free),
    billed: [...(carried?.billed ?? []), ...(above > 0n ? [{ terms, amount: decimalOf(above) }] : [])],
    billedBy: [...(carried?.billedBy ?? []), ...(billed?.lineIds ?? [])],
  };
}

/**
 * The same where a billing period is broken off and another one begins, as with another interval: its price is given back for
 * the rest of it, and so are its calls. What was used ahead of the time that stays paid counts in the next one.
 */
export function carryAhead(ending: EndingPart, next: PlanId, { parts, wholeMs }: BrokenOff): CarriedUsage {
  const { free: used, amount, billed, billedBy } = carryOver(ending, next);
  const rest = billionthsOf(amount) - least(billionthsOf(used), includedIn(next));
  const [whole, passed] = [BigInt(wholeMs), BigInt(parts.reduce((sum, { ms }) => sum + ms, 0))];
  const earned = parts.map(({ terms, ms }) => {
    const included = includedIn(terms);
    return included === null ? null : (included * BigInt(ms)) / whole;
  });
  const kept = earned.reduce((sum, each) => (sum === null || each === null ? null : sum + each), 0n);
  const free = kept === null ? 0n : atLeastZero(billionthsOf(used) - kept);
  return {
    amount: decimalOf(least(free, includedIn(next)) + rest),
    free: decimalOf(free),
    // A limit on spending is for a period too, of which this share is given back.
    billed: billed.map(({ terms, amount }) => ({
      terms,
      amount: decimalOf((billionthsOf(amount) * (whole - passed)) / whole),
    })),
    billedBy,
  };
}

/** In billionths; null where there is no end to it. */
function includedIn(plan: PlanId): bigint | null {
  const { apiCallsPerMonth } = plans[plan].limits;
  return apiCallsPerMonth === "unlimited" ? null : billionthsOf(String(apiCallsPerMonth));
}

const least = (amount: bigint, cap: bigint | null): bigint => (cap === null || amount < cap ? amount : cap);
const atLeastZero = (amount: bigint): bigint => (amount < 0n ? 0n : amount);
