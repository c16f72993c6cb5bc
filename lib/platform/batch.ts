interface Batching<I, O> {
  /** Does several in one go and answers in their order. Throws where none of them is done. */
  send(items: I[]): Promise<O[]>;
  /** Two of one key never go together. */
  keyOf(item: I): string;
  /** Whether a failure may be that of one of them alone, so that each is tried by itself. */
  isOfOne(cause: unknown): boolean;
  /** How many batches may be under way at once. */
  lanes: number;
  /** How many may go together. */
  most: number;
}

interface Waiting<I, O> {
  item: I;
  resolve(answer: O): void;
  reject(cause: unknown): void;
}

/** Does together what is asked for while others are under way: one alone goes at once, and of many, many share the way. */
export function inBatches<I, O>({ send, keyOf, isOfOne, lanes, most }: Batching<I, O>) {
  const waiting: Waiting<I, O>[] = [];
  let busy = 0;

  function start(): void {
    while (busy < lanes && waiting.length > 0) {
      busy++;
      void go(take()).finally(() => {
        busy--;
        start();
      });
    }
  }

  function take(): Waiting<I, O>[] {
    const taken = new Map<string, Waiting<I, O>>();
    const left: Waiting<I, O>[] = [];
    for (const one of waiting.splice(0)) {
      const key = keyOf(one.item);
      if (taken.size < most && !taken.has(key)) taken.set(key, one);
      else left.push(one);
    }
    waiting.push(...left);
    return [...taken.values()];
  }

  async function go(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const answers = await send(batch.map(({ item }) => item));
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    } catch (cause) {
      if (batch.length > 1 && isOfOne(cause)) for (const one of batch) await go([one]);
      else for (const one of batch) one.reject(cause);
    }
  }

  return (item: I): Promise<O> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      start();
    });
}
