import { z } from "zod";

/** What the plans are sold in, by Stripe's codes. The first is each price's own at Stripe and cannot change there. */
export const currencies = ["usd", "eur", "gbp", "jpy"] as const;
export type Currency = (typeof currencies)[number];

/** What is counted in before a workspace has bought anything. */
export const defaultCurrency: Currency = "usd";

export const currency = z.enum(currencies, { error: "Choose a currency." });

/** How a currency is called in a sentence: "Prices in US dollars". */
export const currencyNames: Record<Currency, string> = {
  usd: "US dollars",
  eur: "euros",
  gbp: "British pounds",
  jpy: "Japanese yen",
};

/** The currency of ours that a code stands for; null for another one, such as a subscription arranged by hand may have. */
export const findCurrency = (code: string | null | undefined): Currency | null =>
  currencies.find((known) => known === code) ?? null;
