import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toAnswer } from "../src/encoding.js";
import { createMemoryStore } from "../src/memory/store.js";
import { connectRedis } from "../src/real.js";
import type { Command, Store } from "../src/store.js";
import { realRedis } from "./lanes.js";
import { commandArbitrary, isUnordered } from "./random-commands.js";

const redisUrl = realRedis(15);

describe.runIf(redisUrl)("the in-process Redis answers as a real one does", () => {
  let memory: Store;
  let real: Store;

  beforeAll(async () => {
    memory = await createMemoryStore(undefined, () => {});
    real = await connectRedis(redisUrl ?? "", () => {});
  });
  afterAll(async () => {
    await memory.stop();
    await real.stop();
  });

  test("to any sequence of commands", { timeout: 120_000 }, async () => {
    const sequence = fc.array(commandArbitrary, { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(sequence, async (commands) => {
        expect(await answers(memory, commands)).toEqual(await answers(real, commands));
      }),
      { numRuns: 1_500 },
    );
  });
});

async function answers(store: Store, commands: Command[]): Promise<unknown[]> {
  const [, ...replies] = await store.run([["FLUSHDB"], ...commands]);
  return commands.map((command, index) => {
    const answer = toAnswer(replies[index] ?? null, true);
    return { command, answer: isUnordered(command) ? sorted(answer) : answer };
  });
}

/** Redis promises no order here; neither do we. */
function sorted(answer: ReturnType<typeof toAnswer>): unknown {
  if ("error" in answer || !Array.isArray(answer.result)) return answer;
  return answer.result.map((item) => JSON.stringify(Array.isArray(item) ? [...item].sort() : item)).sort();
}
