import { describe, expect, test } from "vitest";
import { allPlans, leastSavingPercent } from "@/components/marketing/price";
import { type Currency, currencies } from "@/lib/entitlements/currencies";
import { intervals } from "@/lib/entitlements/plans";
import { savedPerYear, savingPercent } from "@/lib/entitlements/savings";

const paidIn = (currency: Currency) =>
  allPlans.map(({ plan }) => plan.price[currency]).filter(({ monthly }) => monthly > 0);

describe("what a longer interval saves", () => {
  test("is never told greater than it is, to the next whole percent", () => {
    expect(savingPercent({ monthly: 2_900, quarterly: 7_900, annual: 29_000 }, "annual")).toBe(16);
    expect(savingPercent({ monthly: 1_000, quarterly: 3_000, annual: 9_000 }, "annual")).toBe(25);
    expect(savingPercent({ monthly: 1_000, quarterly: 3_000, annual: 9_000 }, "quarterly")).toBe(0);
    for (const currency of currencies)
      for (const price of paidIn(currency))
        for (const interval of intervals) {
          const told = savingPercent(price, interval) / 100;
          const saved = savedPerYear(price, interval) / (price.monthly * 12);
          expect(told, `${currency} ${price.monthly} ${interval}`).toBeLessThanOrEqual(saved);
        }
  });

  test("is promised of all plans only as far as each keeps it where it is chosen", () => {
    for (const currency of currencies)
      for (const interval of intervals) {
        const told = paidIn(currency).map((price) => savingPercent(price, interval));
        expect(Math.min(...told)).toBe(leastSavingPercent(interval, currency));
      }
  });

  test("grows with the interval, in every currency", () => {
    for (const currency of currencies)
      for (const price of paidIn(currency)) {
        expect(savedPerYear(price, "quarterly"), `${currency} ${price.monthly}`).toBeGreaterThan(0);
        expect(savedPerYear(price, "annual")).toBeGreaterThan(savedPerYear(price, "quarterly"));
      }
  });
});
