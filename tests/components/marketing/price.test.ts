import { describe, expect, test } from "vitest";
import { allPlans, leastSavingPercent, savedPerYear, savingPercent } from "@/components/marketing/price";
import { intervals } from "@/lib/entitlements/plans";

describe("what a longer interval saves", () => {
  test("is never told greater than it is, to the next whole percent", () => {
    expect(savingPercent({ monthly: 2_900, quarterly: 7_900, annual: 29_000 }, "annual")).toBe(16);
    expect(savingPercent({ monthly: 1_000, quarterly: 3_000, annual: 9_000 }, "annual")).toBe(25);
    expect(savingPercent({ monthly: 1_000, quarterly: 3_000, annual: 9_000 }, "quarterly")).toBe(0);
    for (const { id, plan } of allPlans.filter(({ plan }) => plan.price.monthly > 0))
      for (const interval of intervals) {
        const told = savingPercent(plan.price, interval) / 100;
        const saved = savedPerYear(plan.price, interval) / (plan.price.monthly * 12);
        expect(told, `${id} ${interval}`).toBeLessThanOrEqual(saved);
      }
  });

  test("is promised of all plans only as far as each keeps it where it is chosen", () => {
    for (const interval of intervals) {
      const paid = allPlans.filter(({ plan }) => plan.price.monthly > 0);
      const told = paid.map(({ plan }) => savingPercent(plan.price, interval));
      expect(Math.min(...told)).toBe(leastSavingPercent(interval));
    }
  });
});
