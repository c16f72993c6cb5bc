import { RedisError } from "../store.js";

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

const notAnInteger = () => new RedisError("ERR value is not an integer or out of range");
const notAFloat = () => new RedisError("ERR value is not a valid float");

/** A 64-bit integer in Redis's strict spelling: no sign but a minus, no leading zeros or spaces. */
export function parseInt64(text: string): bigint {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) throw notAnInteger();
  const value = BigInt(text);
  if (value < int64.min || value > int64.max) throw notAnInteger();
  return value;
}

export function addInt64(left: bigint, right: bigint): bigint {
  const sum = left + right;
  if (sum < int64.min || sum > int64.max) throw new RedisError("ERR increment or decrement would overflow");
  return sum;
}

/** For scores, infinities included. */
export function parseDouble(text: string): number {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw notAFloat();
  return Number(text);
}

export function formatDouble(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return value > 0 ? "inf" : "-inf";
}

/** Redis adds long doubles and prints 17 digits, so 0.1 + 0.2 is 0.3; 15 digits of ours come to the same. */
export function addFloats(left: string, right: string): string {
  const sum = parseDouble(left) + parseDouble(right);
  if (!Number.isFinite(sum)) throw new RedisError("ERR increment would produce NaN or Infinity");
  if (Number.isSafeInteger(sum)) return String(sum);
  return String(Number(sum.toPrecision(15)));
}
