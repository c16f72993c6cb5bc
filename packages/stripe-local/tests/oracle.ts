/**
 * The arithmetic of billing, stated a second time and with other means than the local Stripe's: whole numbers of any
 * size, a table of days, no Date. Amounts are minor units, moments are seconds UTC.
 */

/** a·b/c to the nearest whole number, half away from zero. */
export function ratio(amount: number, part: number, whole: number): number {
  const [top, bottom] = [BigInt(amount) * BigInt(part), BigInt(whole)];
  const size = top < 0n ? -top : top;
  const floor = size / bottom;
  const rounded = (size % bottom) * 2n >= bottom ? floor + 1n : floor;
  return Number(top < 0n ? -rounded : rounded) + 0;
}

/** A sum of fractions over one denominator, rounded once, half up. */
export function roundedSum(numerators: bigint[], denominator: bigint): number {
  const top = numerators.reduce((sum, each) => sum + each, 0n);
  const floor = top / denominator;
  return Number((top % denominator) * 2n >= denominator ? floor + 1n : floor);
}

/** Shares by weight, floored, the rest on the last: 500 by 1:2 is 166 and 334. */
export function shares(amount: number, weights: number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const floors = weights.map((weight) => Number((BigInt(amount) * BigInt(weight)) / whole));
  const rest = amount - floors.reduce((sum, each) => sum + each, 0);
  return floors.map((each, index) => (index === floors.length - 1 ? each + rest : each));
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number) => (DAYS[month] ?? 0) + (month === 1 && isLeap(year) ? 1 : 0);

/** The k-th boundary counted from the anchor; a day that the month does not have becomes its last. */
export function boundaryOf(anchor: number, months: number, k: number): number {
  const [day, time] = [Math.floor(anchor / 86_400), anchor % 86_400];
  const from = dateOf(day);
  const total = from.year * 12 + from.month + months * k;
  const [year, month] = [Math.floor(total / 12), total % 12];
  return dayNumber(year, month, Math.min(from.date, daysIn(year, month))) * 86_400 + time;
}

/** Days since 1 January 1970, for months and dates counted from 0 and 1. */
export function dayNumber(year: number, month: number, date: number): number {
  let days = date - 1;
  for (let each = 1970; each < year; each++) days += isLeap(each) ? 366 : 365;
  for (let each = 0; each < month; each++) days += daysIn(year, each);
  return days;
}

function dateOf(day: number): { year: number; month: number; date: number } {
  let [year, left] = [1970, day];
  while (left >= (isLeap(year) ? 366 : 365)) left -= isLeap(year++) ? 366 : 365;
  let month = 0;
  while (left >= daysIn(year, month)) left -= daysIn(year, month++);
  return { year, month, date: left + 1 };
}
