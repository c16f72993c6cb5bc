import type { Verdict } from "./limit";

/** A token bucket in this process's memory: the same limits, counted alone, while Redis is away. */
export class LocalBucket {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  take(key: string, perMinute: number): Omit<Verdict, "isDegraded"> {
    const now = Date.now();
    const perMs = perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { tokens: perMinute, at: now };
    const tokens = Math.min(perMinute, bucket.tokens + (now - bucket.at) * perMs);
    const isAllowed = tokens >= 1;
    const left = isAllowed ? tokens - 1 : tokens;
    if (this.#buckets.size >= 10_000) this.#buckets.clear();
    this.#buckets.set(key, { tokens: left, at: now });
    return {
      isAllowed,
      limit: perMinute,
      remaining: Math.floor(left),
      resetSeconds: Math.max(1, Math.ceil((perMinute - left) / perMs / 1_000)),
      retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil((1 - left) / perMs / 1_000)),
    };
  }
}
