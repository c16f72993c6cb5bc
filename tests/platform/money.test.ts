import { describe, expect, test } from "vitest";
import { decimalOf, formatMoney, formatPrice, minorUnitsOf, placesIn } from "@/lib/platform/money";

describe("an amount", () => {
  test.each([
    ["usd", 29_900, "$299.00", "$299", "299.00"],
    ["eur", 1_550, "€15.50", "€15.50", "15.50"],
    ["gbp", -5, "−£0.05", "−£0.05", "-0.05"],
    ["jpy", 4_400, "¥4,400", "¥4,400", "4400"],
    ["jpy", 0, "¥0", "¥0", "0"],
  ])(
    "in %s of %i minor units reads %s, in a price list %s, and %s to machines",
    (currency, amount, ...read) => {
      expect([
        formatMoney(amount, currency),
        formatPrice(amount, currency),
        decimalOf(amount, currency),
      ]).toEqual(read);
    },
  );

  test("is read back to the minor unit, and not where the currency has no such part", () => {
    expect(minorUnitsOf("49.9", "eur")).toBe(4_990);
    expect(minorUnitsOf("0.29", "usd")).toBe(29);
    expect(minorUnitsOf("1.15", "gbp")).toBe(115);
    expect(minorUnitsOf("5000", "jpy")).toBe(5_000);
    for (const [typed, currency] of [
      ["5000.5", "jpy"],
      ["5000.0", "jpy"],
      ["1.005", "usd"],
      ["1,50", "eur"],
      ["-1", "usd"],
      ["", "usd"],
      [".5", "usd"],
    ] as const)
      expect(minorUnitsOf(typed, currency), `${typed} ${currency}`).toBeNull();
  });

  test("written for machines is what it was, in every currency", () => {
    for (const currency of ["usd", "eur", "gbp", "jpy"])
      for (const amount of [0, 1, 9, 10, 99, 100, 101, 4_400, 99_999_999])
        expect(minorUnitsOf(decimalOf(amount, currency), currency)).toBe(amount);
    expect(placesIn("jpy")).toBe(0);
  });
});
