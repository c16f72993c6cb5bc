import { headers } from "next/headers";
import { type Currency, defaultCurrency } from "@/lib/entitlements/currencies";

/** What prices are shown in at first: the currency of where a browser says its reader is from. A link leads to the others. */
export const preferredCurrency = async (): Promise<Currency> =>
  currencyOfLanguages((await headers()).get("accept-language") ?? "");

/** The countries that pay in euros: EU member states of the euro area, since 2026 with Bulgaria. */
const euroArea = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");

const currencyOfRegion = new Map<string, Currency>([
  ["US", "usd"],
  ["GB", "gbp"],
  ["JP", "jpy"],
  ...euroArea.map((region): [string, Currency] => [region, "eur"]),
]);

/**
 * `"de-CH, de;q=0.9, en;q=0.8"` is euros: the first language, in the reader's own order, that is spoken where a currency of
 * ours is paid. One without a region stands for where most speak it, "ja" for Japan. US dollars where none is.
 */
export function currencyOfLanguages(header: string): Currency {
  const wanted = header.split(",").map((part) => {
    const [tag = "", ...params] = part.trim().split(";");
    const quality = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find(Boolean);
    return { tag, quality: Number(quality ?? 1) };
  });
  const found = wanted
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => currencyOfRegion.get(regionOf(tag) ?? ""))
    .find(Boolean);
  return found ?? defaultCurrency;
}

/** What anybody may send is not always a language. */
function regionOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).maximize().region;
  } catch {
    return undefined;
  }
}
