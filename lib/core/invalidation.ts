import { z } from "zod";
import type { Tx } from "@/db/client";
import { invalidate } from "@/lib/platform/cache";
import { redis } from "@/lib/platform/redis";
import { enqueue, job, NotYet } from "./job";

/** Repeats an invalidation until Redis has heard it: one that was away must not come back with the old answer. */
export const invalidateJob = job({
  name: "cache.invalidate",
  payload: z.object({ keys: z.array(z.string()) }),
  async run({ keys }) {
    if (!(await invalidate(...keys)) && redis()) throw new NotYet("Redis is away; it has not forgotten yet");
  },
});

/** Collects the cache keys a change makes stale: a job in its transaction for certainty, a call after commit for speed. */
export class Invalidation {
  readonly #keys = new Set<string>();

  readonly add = (...keys: string[]): void => {
    for (const key of keys) this.#keys.add(key);
  };

  async beforeCommit(db: Tx): Promise<void> {
    if (this.#keys.size > 0) await enqueue(db, invalidateJob, { keys: [...this.#keys] });
  }

  async afterCommit(): Promise<void> {
    if (this.#keys.size > 0) await invalidate(...this.#keys);
  }
}
