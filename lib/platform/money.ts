/** Minor units with their cents: `formatMoney(29_900, "usd")` is "$299.00". */
export function formatMoney(minorUnits: number, currency: string): string {
  return write(minorUnits, currency, "auto");
}

/** A price as a price list shows it, whole amounts without cents: "$299", "$15.50". */
export function formatPrice(minorUnits: number, currency = "usd"): string {
  return write(minorUnits, currency, "stripIfInteger");
}

/** For machines: `decimalOf(29_900, "usd")` is "299.00", with as many places as the currency has. */
export function decimalOf(minorUnits: number, currency: string): string {
  const places = placesOf(new Intl.NumberFormat("en-US", { style: "currency", currency }));
  return (minorUnits / 10 ** places).toFixed(places);
}

/** `minorUnitsOf("49.90", "usd")` is 4990; null for what is no amount of this currency, or a million of it and more. */
export function minorUnitsOf(decimal: string, currency: string): number | null {
  const [, whole = "", fraction = ""] = /^(\d{1,6})(?:\.(\d+))?$/.exec(decimal) ?? [];
  const places = placesOf(new Intl.NumberFormat("en-US", { style: "currency", currency }));
  if (!whole || fraction.length > places) return null;
  return Number(`${whole}${fraction.padEnd(places, "0")}`);
}

function write(minorUnits: number, currency: string, trailingZeroDisplay: "auto" | "stripIfInteger"): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency, trailingZeroDisplay });
  return format.format(minorUnits / 10 ** placesOf(format));
}

const placesOf = (format: Intl.NumberFormat): number => format.resolvedOptions().maximumFractionDigits ?? 2;
