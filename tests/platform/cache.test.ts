import { startUpstash } from "upstash-local";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";

const upstash = await startUpstash({ port: 0, token: "test" });
process.env.UPSTASH_REDIS_REST_URL = upstash.url;
process.env.UPSTASH_REDIS_REST_TOKEN = upstash.token;
const { cached, clearLocalCache, invalidate } = await import("@/lib/platform/cache");
const { waitForRedis, wakeRedis } = await import("@/lib/platform/redis");

afterAll(() => upstash.stop());
beforeEach(() => {
  clearLocalCache();
  wakeRedis();
  waitForRedis(30_000);
});
afterEach(() => upstash.faults.set({}));

let serial = 0;
const fresh = () => `test:${++serial}`;
const minute = { seconds: 60 };

test("a value is loaded once and then comes from Redis, even in another process", async () => {
  const key = fresh();
  const load = vi.fn(async () => ({ plan: "free" }));
  await cached(key, minute, load);
  clearLocalCache();
  expect(await cached(key, minute, load)).toEqual({ plan: "free" });
  expect(load).toHaveBeenCalledTimes(1);
});

test("that there is none is remembered too", async () => {
  const key = fresh();
  const load = vi.fn(async () => null);
  expect(await cached(key, minute, load)).toBeNull();
  clearLocalCache();
  expect(await cached(key, minute, load)).toBeNull();
  expect(load).toHaveBeenCalledTimes(1);
});

test("fifty readers of a cold key ask once", async () => {
  const key = fresh();
  const load = vi.fn(async () => "value");
  await Promise.all(Array.from({ length: 50 }, () => cached(key, minute, load)));
  expect(load).toHaveBeenCalledTimes(1);
});

test("a reading that never ends holds nobody for good", async () => {
  const key = fresh();
  void cached(key, minute, () => new Promise<string>(() => undefined));
  expect(await cached(key, minute, async () => "value")).toBe("value");
  clearLocalCache();
  expect(await cached(key, minute, async () => "other")).toBe("value");
});

test("a reader that was slower than the change cannot bring the old value back", async () => {
  const key = fresh();
  let release: ((value: string) => void) | undefined;
  const slow = cached(key, minute, () => new Promise<string>((resolve) => (release = resolve)));
  await expect.poll(() => release).toBeDefined();
  await invalidate(key);
  release?.("old");
  await slow;
  expect(await cached(key, minute, async () => "new")).toBe("new");
  clearLocalCache();
  expect(await cached(key, minute, async () => "new")).toBe("new");
});

test("with Redis hanging a read still comes, and the next ones do not ask it", async () => {
  upstash.faults.set({ hang: true });
  waitForRedis(200);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const asked = vi.spyOn(globalThis, "fetch");
  expect(await cached(fresh(), minute, async () => "from the database")).toBe("from the database");
  expect(await cached(fresh(), minute, async () => "again")).toBe("again");
  expect(asked).toHaveBeenCalledTimes(1);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("an invalidation that Redis did not hear says so", async () => {
  upstash.faults.set({ status: 500 });
  expect(await invalidate(fresh())).toBe(false);
});
