import { siteLinks } from "@/components/marketing/site-links";
import { type Currency, currencies } from "@/lib/entitlements/currencies";
import { type Interval, intervals } from "@/lib/entitlements/plans";

/** What the address of the pricing page says. Without a currency the page begins with the reader's own. */
export interface PricingView {
  interval: Interval;
  currency?: Currency;
}

type Asked = string | string[] | undefined;

/** Whatever else the address says is the monthly price. */
export const pricingViewOf = (query: { interval?: Asked; currency?: Asked }): PricingView => ({
  interval: intervals.find((one) => one === query.interval) ?? "monthly",
  currency: currencies.find((one) => one === query.currency),
});

export function pricingHref({ interval, currency }: PricingView): string {
  const asked = new URLSearchParams({
    ...(interval !== "monthly" && { interval }),
    ...(currency && { currency }),
  });
  return asked.size > 0 ? `${siteLinks.pricing}?${asked}` : siteLinks.pricing;
}
