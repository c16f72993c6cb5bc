import { listInvoicesInput } from "@/lib/billing/schema";
import { type Currency, currencies } from "@/lib/entitlements/currencies";
import { type Interval, intervals } from "@/lib/entitlements/plans";
import { lenient, type SearchParams } from "@/lib/entry/lenient";

interface BillingView {
  interval: Interval;
  currency?: Currency;
  cursor?: string;
  before?: string;
  /** A change was confirmed just now. */
  hasChanged: boolean;
  /** The reader comes back from the payment provider, which may know more than we do. */
  isFromPortal: boolean;
}

/** What an address asks for. Whatever it does not understand is left out: a mangled link still shows the page. */
export function billingViewOf(query: SearchParams): BillingView {
  const interval = intervals.find((known) => known === query.interval) ?? "monthly";
  return {
    interval,
    currency: currencies.find((known) => known === query.currency),
    ...lenient(listInvoicesInput, query),
    hasChanged: query.done === "done",
    isFromPortal: query.from === "portal",
  };
}
