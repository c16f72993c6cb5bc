import type { Sandbox } from "../sandbox.js";
import type { Coverage, Invoice, SubscriptionFile } from "../types.js";
import { isProration } from "./lines.js";
import { isMetered } from "./pricing.js";

export function fileOf(sandbox: Sandbox, subscription: string): SubscriptionFile {
  const blank: SubscriptionFile = {
    id: subscription,
    object: "_file",
    coverage: {},
    pending: null,
    resumption: null,
    billedUntil: {},
  };
  return { ...blank, ...sandbox.store.find("_file", subscription) };
}

export function changeFile(sandbox: Sandbox, subscription: string, patch: Partial<SubscriptionFile>): void {
  sandbox.store.put<"_file">({ ...fileOf(sandbox, subscription), ...patch });
}

export function setCoverage(
  sandbox: Sandbox,
  subscription: string,
  item: string,
  coverage: Coverage[],
): void {
  const file = fileOf(sandbox, subscription);
  changeFile(sandbox, subscription, { coverage: { ...file.coverage, [item]: coverage } });
}

/** Remembers which time the invoice's full-period lines pay for. */
export function coverLines(sandbox: Sandbox, invoice: Invoice): void {
  const subscription = invoice.parent?.subscription_details?.subscription;
  if (!subscription) return;
  for (const line of invoice.lines.data) {
    const item = line.parent?.subscription_item_details?.subscription_item;
    const price = sandbox.store.find("price", line.pricing?.price_details?.price);
    if (!item || !price || isMetered(price) || isProration(line)) continue;
    const covered: Coverage = {
      ...line.period,
      gross: line.amount,
      discounts: line.discount_amounts ?? [],
      source: { invoice: invoice.id, line: line.id },
    };
    setCoverage(sandbox, subscription, item, line.amount > 0 ? [covered] : []);
  }
}
