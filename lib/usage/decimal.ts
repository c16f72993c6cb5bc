const places = 9;
const unit = 10n ** BigInt(places);

/** A decimal of at most nine places as a whole number of billionths: adding never rounds. */
export function billionthsOf(decimal: string): bigint {
  const isNegative = decimal.startsWith("-");
  const [whole = "0", fraction = ""] = (isNegative ? decimal.slice(1) : decimal).split(".");
  const magnitude = BigInt(whole) * unit + BigInt(fraction.padEnd(places, "0"));
  return isNegative ? -magnitude : magnitude;
}

/** The shortest decimal that says it: `"12.5"`, `"-3"`. */
export function decimalOf(billionths: bigint): string {
  const magnitude = billionths < 0n ? -billionths : billionths;
  const fraction = (magnitude % unit).toString().padStart(places, "0").replace(/0+$/, "");
  return `${billionths < 0n ? "-" : ""}${magnitude / unit}${fraction && `.${fraction}`}`;
}

/** A decimal as a number, for charts and meters; exact up to 2^53. */
export const numberOf = (decimal: string): number => Number(decimal);
