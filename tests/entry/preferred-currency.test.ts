import { expect, test } from "vitest";
import { currencyOfLanguages } from "@/lib/entry/preferred-currency";

test.each([
  ["de-DE,de;q=0.9,en;q=0.8", "eur"],
  ["ja", "jpy"],
  ["en-GB", "gbp"],
  ["en-US,en;q=0.9", "usd"],
  ["en-IE", "eur"],
  ["de-CH, fr;q=0.4", "eur"],
  ["fr;q=0.4, ja;q=0.9", "jpy"],
  ["sv-SE", "usd"],
  ["sv-SE,en-GB;q=0.7", "gbp"],
  ["*", "usd"],
  ["", "usd"],
  ["e, ;;,-,q=1,de_DE", "usd"],
])("the reader of %s begins with prices in %s", (header, currency) => {
  expect(currencyOfLanguages(header)).toBe(currency);
});
