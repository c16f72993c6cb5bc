/** Minor units with their cents: `formatMoney(29_900, "usd")` is "$299.00"; what goes back begins with a minus, "−$12.50". */
export function formatMoney(minorUnits: number, currency: string): string {
  return write(minorUnits, currency, "auto");
}

/** A price as a price list shows it, whole amounts without cents: "$299", "€15.50". */
export function formatPrice(minorUnits: number, currency: string): string {
  return write(minorUnits, currency, "stripIfInteger");
}

/** For machines: `decimalOf(29_900, "usd")` is "299.00", with as many places as the currency has. */
export function decimalOf(minorUnits: number, currency: string): string {
  const places = placesIn(currency);
  return (minorUnits / 10 ** places).toFixed(places);
}

/**
 * The way back: `minorUnitsOf("49.9", "eur")` is 4990. Null for what is no amount, or has more places than the currency:
 * there is no half a yen.
 */
export function minorUnitsOf(decimal: string, currency: string): number | null {
  const places = placesIn(currency);
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole === undefined || fraction.length > places) return null;
  return Number(`${whole}${fraction.padEnd(places, "0")}`);
}

/** How many places stand behind the point: 2 in euros, 0 in yen. */
export const placesIn = (currency: string): number =>
  placesOf(new Intl.NumberFormat("en-US", { style: "currency", currency }));

function write(minorUnits: number, currency: string, trailingZeroDisplay: "auto" | "stripIfInteger"): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency, trailingZeroDisplay });
  // Intl writes a hyphen, which is narrower than the figures below and beside which a line may break.
  return format.format(minorUnits / 10 ** placesOf(format)).replace("-", "−");
}

const placesOf = (format: Intl.NumberFormat): number => format.resolvedOptions().maximumFractionDigits ?? 2;
