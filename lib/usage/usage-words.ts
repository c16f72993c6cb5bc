import type { MetricId } from "./metrics";

/** A metered figure as a person reads it: "12,400", "1.2 GB", "unlimited". */
export function amountWords(metric: MetricId, amount: number | "unlimited"): string {
  if (amount === "unlimited") return "unlimited";
  return metric === "storage" ? bytesWords(amount) : amount.toLocaleString("en-US");
}

const units = ["bytes", "KB", "MB", "GB", "TB"];

/** In units of a thousand, as plans sell them. */
function bytesWords(bytes: number): string {
  let unit = 0;
  let amount = bytes;
  while (amount >= 1_000 && unit < units.length - 1) {
    amount /= 1_000;
    unit++;
  }
  const digits = unit === 0 || amount >= 100 ? 0 : 1;
  return `${amount.toLocaleString("en-US", { maximumFractionDigits: digits })} ${units[unit]}`;
}
