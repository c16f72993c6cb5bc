import { Redis } from "@upstash/redis";
import { env } from "@/env";
import { within } from "./within";

let timeoutMs = 200;
/** Of everything one caller asks of Redis together. */
let patienceMs = 400;
const restMs = 3_000;

let client: Redis | null | undefined;
let restsUntil = 0;

/** The Upstash client, or null where no Redis is configured. Safe on the edge and on Node. */
export function redis(): Redis | null {
  if (client !== undefined) return client;
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  client =
    url && token
      ? new Redis({
          url,
          token,
          automaticDeserialization: false,
          enableTelemetry: false,
          // The SDK's own five retries would hold a page for four seconds.
          retry: { retries: 0 },
          signal: () => AbortSignal.timeout(timeoutMs),
        })
      : null;
  return client;
}

export const isRedisResting = (): boolean => redis() === null || Date.now() < restsUntil;

/**
 * Runs `work` against Redis, or returns undefined when Redis is absent, slow or down. After a failure Redis is left alone
 * for three seconds, so that an outage costs one request a fifth of a second and the others nothing.
 */
export async function withRedis<T>(work: (redis: Redis) => Promise<T>): Promise<T | undefined> {
  const ready = redis();
  if (ready === null || Date.now() < restsUntil) return undefined;
  try {
    return await within(patienceMs, work(ready));
  } catch {
    restsUntil = Date.now() + restMs;
    return undefined;
  }
}

/** Forgets an outage at once; for tests that bring Redis back. */
export function wakeRedis(): void {
  restsUntil = 0;
}

/** For tests of what Redis answers: on a busy machine it does so late, and that is not what they are about. */
export function waitForRedis(ms: number): void {
  timeoutMs = ms;
  patienceMs = 2 * ms;
}
