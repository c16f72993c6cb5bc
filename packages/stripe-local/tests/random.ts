export type Random = ReturnType<typeof seeded>;

/** The same seed, the same choices (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    between,
    pick<T>(items: readonly T[]): T {
      const found = items[between(0, items.length - 1)];
      if (found === undefined) throw new Error("Nothing to pick from");
      return found;
    },
    chance: (probability: number) => next() < probability,
  };
}
