import { createMemoryStore } from "../src/memory/store.js";
import { connectRedis } from "../src/real.js";
import { type LocalUpstash, startUpstash } from "../src/server.js";
import type { Store } from "../src/store.js";

export const token = "correct-horse";

export type Lane = { name: string; start(): Promise<LocalUpstash>; open(): Promise<Store> };

/**
 * Both stores, or the in-process one alone while TEST_REDIS_URL is unset. Test files run side by side, so each empties
 * a numbered database of its own.
 */
export function lanes(database: number): Lane[] {
  const redisUrl = realRedis(database);
  const memory: Lane = {
    name: "in memory",
    start: () => startUpstash({ port: 0, token }),
    open: () => createMemoryStore(undefined, () => {}),
  };
  if (!redisUrl) return [memory];
  const real: Lane = {
    name: "over Redis",
    start: () => startUpstash({ port: 0, token, redisUrl }),
    open: () => connectRedis(redisUrl, () => {}),
  };
  return [memory, real];
}

export function realRedis(database: number): string | undefined {
  if (!process.env.TEST_REDIS_URL) return undefined;
  return new URL(`/${database}`, process.env.TEST_REDIS_URL).href;
}
