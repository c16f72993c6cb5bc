/** A sum that does not come out, as a sentence; nothing where both sides are the same. Amounts in minor units. */
export const equal = (what: string, left: number, right: number): string[] =>
  left === right ? [] : [`${what}: ${left} is not ${right}`];

/** Says of a condition that does not hold what is wrong. */
export const holds = (isTrue: boolean, otherwise: string): string[] => (isTrue ? [] : [otherwise]);

export const total = <T>(items: readonly T[], amountOf: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amountOf(item), 0);

/** The values that stand in a list more than once. */
export const repeated = <T>(values: readonly T[]): T[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

export const idOf = (given: string | { id: string } | null | undefined): string =>
  typeof given === "string" ? given : (given?.id ?? "");
