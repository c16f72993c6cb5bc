import { remember } from "@/lib/platform/remember";
import type { Cap, Verdict } from "./cap";

/** A token bucket in this process's memory: the same limits, counted alone, while Redis is away. */
export class LocalBucket {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  take(key: string, { perMinute, burst }: Cap): Omit<Verdict, "isDegraded"> {
    const now = Date.now();
    const perMs = perMinute / 60_000;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs);
    const isAllowed = tokens >= 1;
    const left = isAllowed ? tokens - 1 : tokens;
    remember(this.#buckets, key, { tokens: left, at: now }, 10_000);
    return {
      isAllowed,
      limit: burst,
      remaining: Math.floor(left),
      resetSeconds: Math.max(1, Math.ceil((burst - left) / perMs / 1_000)),
      retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil((1 - left) / perMs / 1_000)),
    };
  }
}
