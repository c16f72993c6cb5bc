const SCALE = 12;

/** Minor units × part ÷ whole, rounded to the nearest, half away from zero. The tie-break is an assumption. */
export function share(amount: number, part: number, whole: number): number {
  return roundedRatio(BigInt(amount) * BigInt(part), BigInt(whole));
}

/** Σ unit × quantity, exact until it is rounded once. A unit is a decimal string of minor units, such as "0.05". */
export function total(parts: { unit: string; quantity: number }[]): number {
  const exact = parts.reduce((sum, part) => sum + scaled(part.unit) * BigInt(part.quantity), 0n);
  return roundedRatio(exact, 10n ** BigInt(SCALE));
}

/** Splits by weight: floors, with what is left over on the last share (166/334 of 500 by 1:2). */
export function apportion(amount: number, weights: number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const shares = weights.map((weight) => Math.floor((amount * weight) / whole));
  const rest = amount - shares.reduce((sum, each) => sum + each, 0);
  return shares.map((each, index) => (index === shares.length - 1 ? each + rest : each));
}

export function sum<T>(items: T[], amountOf: (item: T) => number): number {
  return items.reduce((accumulated, item) => accumulated + amountOf(item), 0);
}

/** "$29.00", "¥4,400": as many decimals as the currency has minor units. */
export function money(amount: number, currency: string): string {
  const format = FORMATS.get(currency) ?? new Intl.NumberFormat("en-US", { style: "currency", currency });
  FORMATS.set(currency, format);
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Making a format takes a hundred times as long as using it. */
const FORMATS = new Map<string, Intl.NumberFormat>();

function scaled(decimal: string): bigint {
  const [whole = "0", fraction = ""] = decimal.split(".");
  const digits = BigInt(`${whole.replace("-", "")}${fraction.padEnd(SCALE, "0")}`);
  return whole.startsWith("-") ? -digits : digits;
}

function roundedRatio(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = Number((magnitude * 2n + denominator) / (denominator * 2n));
  return numerator < 0n && rounded > 0 ? -rounded : rounded;
}
