export interface Figure {
  what: string;
  value: string;
  /** Undefined where there is nothing to meet. */
  target?: string;
  isMet?: boolean;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A ratio with the bound it has to keep. */
export function ratio(what: string, value: number, bound: { atLeast: number } | { atMost: number }): Figure {
  const isMet = "atLeast" in bound ? value >= bound.atLeast : value <= bound.atMost;
  const target = "atLeast" in bound ? `≥ ${bound.atLeast.toFixed(2)}` : `≤ ${bound.atMost.toFixed(2)}`;
  return { what, value: value.toFixed(3), target, isMet };
}

export function print(figures: Figure[]): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  console.log("");
  for (const { what, value, target = "", isMet } of figures) {
    const mark = isMet === undefined ? " " : isMet ? "✓" : "✗";
    console.log(`${mark} ${what.padEnd(width)}  ${value.padStart(12)}  ${target}`);
  }
}
