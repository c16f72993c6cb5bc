const pauseMs = 25;

/** So many at a time and no more. A slot lapses by itself, because at the edge the work may die with its request. */
export class Lane {
  readonly #taken = new Map<symbol, number>();

  constructor(
    readonly slots: number,
    readonly lapseMs: number,
  ) {}

  /** Runs `work` once a slot is free; undefined when none is within `patienceMs`. `most` can narrow the lane. */
  async run<T>(work: () => Promise<T>, patienceMs: number, most = this.slots): Promise<T | undefined> {
    const until = Date.now() + patienceMs;
    let slot = this.#take(most);
    while (!slot && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      slot = this.#take(most);
    }
    if (!slot) return undefined;
    try {
      return await work();
    } finally {
      this.#taken.delete(slot);
    }
  }

  #take(most: number): symbol | undefined {
    const now = Date.now();
    for (const [slot, until] of this.#taken) if (until <= now) this.#taken.delete(slot);
    if (this.#taken.size >= most) return undefined;
    const slot = Symbol();
    this.#taken.set(slot, now + this.lapseMs);
    return slot;
  }
}
