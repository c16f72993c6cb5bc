import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type LocalUpstash, startUpstash } from "@/dev/upstash";
import { attempt } from "@/lib/auth/attempts";
import { redis, wakeRedis } from "@/lib/platform/redis";

let upstash: LocalUpstash;

beforeAll(async () => {
  upstash = await startUpstash({ port: 0, token: "a-token-for-this-test" });
  Object.assign(process.env, {
    UPSTASH_REDIS_REST_URL: upstash.url,
    UPSTASH_REDIS_REST_TOKEN: upstash.token,
  });
});
afterAll(() => upstash.stop());
beforeEach(() => {
  upstash.faults.set({});
  wakeRedis();
});

// On a machine too busy to answer within the client's 250 ms, Postgres counts instead; then ask again, as somebody else.
const patient = { retry: 4 };
let serial = 0;
const somebody = () => `person-${++serial}@example.com`;

const keys = async () => (await redis()?.keys("rl:v1:*")) ?? [];
const admitted = async (subject: string, times: number) => {
  const tries = await Promise.allSettled(Array.from({ length: times }, () => attempt("signIn", subject)));
  return tries.filter((one) => one.status === "fulfilled").length;
};

test("Redis counts the attempts, under keys that do not show whose they are", patient, async () => {
  await attempt("signIn", somebody(), "192.0.2.1");
  const found = await keys();
  expect(found.length).toBeGreaterThan(0);
  for (const key of found) expect(key).toMatch(/^rl:v1:signIn:[\w-]{22}:\d+$/);
});

test("of fifty at once, five are admitted", patient, async () => {
  expect(await admitted(somebody(), 50)).toBe(5);
});

test("an attempt taken back makes room, also the last one", patient, async () => {
  const subject = somebody();
  for (let n = 0; n < 7; n++) await (await attempt("signIn", subject)).refund();
  expect(await admitted(subject, 10)).toBe(5);
});

test("the refusal says when to come back", patient, async () => {
  const subject = somebody();
  await admitted(subject, 5);
  await expect(attempt("signIn", subject)).rejects.toMatchObject({
    code: "rate_limited",
    message: expect.stringMatching(/^Too many attempts to sign in\. Please try again in \d+ minutes?\.$/),
    retryAfterSeconds: expect.any(Number),
  });
});

test.each([
  ["down", { drop: true }],
  ["failing", { status: 500 }],
  ["hanging", { hang: true }],
  ["slow", { latencyMs: 800 }],
])("while Redis is %s, Postgres holds the same limit", async (state, fault) => {
  upstash.faults.set(fault);
  const start = performance.now();
  expect(await admitted(`${state}@example.com`, 20)).toBe(5);
  expect(performance.now() - start).toBeLessThan(4_000);
});
