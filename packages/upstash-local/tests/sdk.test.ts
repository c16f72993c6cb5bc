import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { LocalUpstash } from "../src/server.js";
import { lanes, token } from "./lanes.js";

describe.each(lanes(13))("Upstash's own clients, $name", ({ start }) => {
  let server: LocalUpstash;
  let redis: Redis;

  beforeAll(async () => {
    server = await start();
    redis = new Redis({ url: server.url, token, enableTelemetry: false });
  });
  beforeEach(() => redis.flushdb());
  afterAll(() => server.stop());

  test("values come back as they went in, whatever characters or types they have", async () => {
    for (const value of ["abc", "é€😀", "OK", "", "a\0b\n", 42, 1.5, true, { plan: "free", seats: [1, 2] }]) {
      await redis.set("value", value);
      expect(await redis.get("value")).toEqual(value);
    }
    expect(await redis.get("missing")).toBeNull();
    await redis.mset({ one: "OK", two: "é" });
    expect(await redis.mget("one", "missing", "two")).toEqual(["OK", null, "é"]);
  });

  test("a cache's verbs: write if absent, replace, take, expire", async () => {
    expect(await redis.set("lock", "mine", { nx: true, px: 60_000 })).toBe("OK");
    expect(await redis.set("lock", "yours", { nx: true })).toBeNull();
    expect(await redis.set("lock", "next", { xx: true, ex: 30, get: true })).toBe("mine");
    expect(await redis.persist("lock")).toBe(1);
    expect(await redis.ttl("lock")).toBe(-1);
    expect(await redis.getdel("lock")).toBe("next");
    expect(await redis.exists("lock")).toBe(0);
    await redis.set("short", "1", { px: 20 });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(await redis.get("short")).toBeNull();
    await redis.set("n", 1);
    expect(await redis.expire("n", 100)).toBe(1);
    expect(await redis.incr("n")).toBe(2);
    expect(await redis.ttl("n")).toBe(100);
    expect(await redis.incrbyfloat("n", 0.1)).toBe(2.1);
  });

  test("hashes, sets, sorted sets and lists", async () => {
    await redis.hset("hash", { name: "Ada", ok: "OK", seats: 3 });
    expect(await redis.hgetall("hash")).toEqual({ name: "Ada", ok: "OK", seats: 3 });
    expect(await redis.hmget("hash", "name", "none")).toEqual({ name: "Ada", none: null });
    await redis.sadd("set", "b", "a", "b");
    expect((await redis.smembers("set")).sort()).toEqual(["a", "b"]);
    await redis.zadd(
      "zset",
      { score: 2, member: "b" },
      { score: 1.5, member: "a" },
      { score: 2, member: "é" },
    );
    expect(await redis.zrange("zset", 0, -1, { withScores: true })).toEqual(["a", 1.5, "b", 2, "é", 2]);
    expect(await redis.zrange("zset", "+inf", "(1.5", { byScore: true, rev: true })).toEqual(["é", "b"]);
    await redis.rpush("list", "a", "b", "c");
    expect(await redis.lrange("list", -2, -1)).toEqual(["b", "c"]);
  });

  test("a scan that follows the cursor meets every key once", async () => {
    const names = Array.from({ length: 250 }, (_, index) => `scan:${index}`);
    await redis.mset(Object.fromEntries(names.map((name) => [name, 1])));
    await redis.set("other", 1);
    const met: string[] = [];
    let cursor = "0";
    do {
      const [next, keys] = await redis.scan(cursor, { match: "scan:*", count: 20 });
      met.push(...keys);
      cursor = next;
    } while (cursor !== "0");
    expect([...new Set(met)].sort()).toEqual(names.sort());
  });

  test("in a pipeline one failure spares the others", async () => {
    const pipeline = redis.pipeline().set("text", "abc").incr("text").get("text");
    const results = await pipeline.exec({ keepErrors: true });
    expect(results.map(({ result }) => result)).toEqual(["OK", undefined, "abc"]);
    expect(results[1]?.error).toBe("ERR value is not an integer or out of range");
  });

  test("a transaction runs as one, and a command that does not exist stops it whole", async () => {
    expect(await redis.multi().set("a", 1).incr("a").hgetall("none").exec()).toEqual(["OK", 2, null]);
    const wrong = fetch(`${server.url}/multi-exec`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify([["SET", "a", "9"], ["NONSENSE"]]),
    });
    expect((await wrong).status).toBe(400);
    expect(await (await wrong).json()).toEqual({ error: expect.stringMatching(/^EXECABORT/) });
    expect(await redis.get("a")).toBe(2);
  });

  test("a script runs by its text, by its sha, and by its text once the server forgot it", async () => {
    const script = redis.createScript<number>(
      "#!lua flags=allow-key-locking\nreturn redis.call('INCRBY', KEYS[1], ARGV[1])",
    );
    await redis.scriptFlush();
    expect(await script.exec(["n"], ["2"])).toBe(2);
    expect(await script.evalsha(["n"], ["3"])).toBe(5);
    expect(await redis.scriptLoad(script.script)).toBe(script.sha1);
    expect(await redis.scriptExists(script.sha1, "0".repeat(40))).toEqual([1, 0]);
    await redis.scriptFlush();
    await expect(script.evalsha(["n"], ["1"])).rejects.toThrow(/NOSCRIPT/);
    expect(await script.exec(["n"], ["1"])).toBe(6);
  });

  test("what Redis cannot do over HTTP is refused and harms nobody", async () => {
    for (const command of [
      ["SUBSCRIBE", "x"],
      ["MONITOR"],
      ["BLPOP", "x", "0"],
      ["SHUTDOWN"],
      ["CONFIG", "GET", "*"],
    ]) {
      await expect(redis.exec(command as [string])).rejects.toThrow(/ERR Command is not available/);
    }
    expect(await redis.ping()).toBe("PONG");
  });

  describe("rate limits", () => {
    const limiters = {
      "fixed window": Ratelimit.fixedWindow(3, "1 h"),
      "sliding window of a month": Ratelimit.slidingWindow(3, "30 d"),
      "token bucket": Ratelimit.tokenBucket(3, "1 d", 3),
      "token bucket that refills over a century": Ratelimit.tokenBucket(1, "365 d", 100),
    };

    test.each(Object.entries(limiters))("%s: counts, refuses, refunds and resets", async (_, limiter) => {
      const limit = new Ratelimit({ redis, limiter, prefix: "rl", ephemeralCache: false, timeout: 0 });
      const max = (await limit.getRemaining("ada")).limit;
      expect(await limit.getRemaining("ada")).toMatchObject({ remaining: max });
      for (let used = 1; used <= max; used++) {
        expect(await limit.limit("ada")).toMatchObject({ success: true, remaining: max - used });
      }
      expect(await limit.limit("ada")).toMatchObject({ success: false });
      expect(await limit.limit("eve")).toMatchObject({ success: true });
      expect(await expiries(redis)).toSatisfy((all: number[]) => all.every((ttl) => ttl > 0));
      await limit.resetUsedTokens("ada");
      expect(await limit.limit("ada", { rate: 2 })).toMatchObject({ success: true, remaining: max - 2 });
      await limit.limit("ada", { rate: -1 });
      expect(await limit.getRemaining("ada")).toMatchObject({ remaining: max - 1 });
      await limit.resetUsedTokens("ada");
      expect(await limit.getRemaining("ada")).toMatchObject({ remaining: max });
    });

    test("a limit changed while running is obeyed", async () => {
      const options = { redis, limiter: Ratelimit.fixedWindow(1, "1 h"), prefix: "dyn", dynamicLimits: true };
      const limit = new Ratelimit({ ...options, ephemeralCache: false });
      await limit.setDynamicLimit({ limit: 2 });
      const outcomes = [await limit.limit("ada"), await limit.limit("ada"), await limit.limit("ada")];
      expect(outcomes.map(({ success }) => success)).toEqual([true, true, false]);
    });

    test("of many at once exactly as many pass as may", async () => {
      const limit = new Ratelimit({
        redis,
        limiter: Ratelimit.slidingWindow(10, "1 h"),
        ephemeralCache: false,
      });
      const outcomes = await Promise.all(Array.from({ length: 40 }, () => limit.limit("crowd")));
      expect(outcomes.filter(({ success }) => success)).toHaveLength(10);
    });
  });
});

async function expiries(redis: Redis): Promise<number[]> {
  const keys = await redis.keys("rl*");
  return Promise.all(keys.map((key) => redis.pttl(key)));
}
