import { like } from "drizzle-orm";
import { type LocalUpstash, startUpstash } from "upstash-local";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { rateCounters } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { attempt, mailing, on, spend, spending } from "@/lib/auth/attempts";
import { clock, hours, minutes } from "@/lib/platform/clock";
import { wakeRedis } from "@/lib/platform/redis";
import { spoken } from "../support/spoken";
import { origin } from "../support/world";

let upstash: LocalUpstash;

beforeAll(async () => {
  upstash = await startUpstash({ port: 0, token: "a-token-for-this-test" });
  Object.assign(process.env, {
    UPSTASH_REDIS_REST_URL: upstash.url,
    UPSTASH_REDIS_REST_TOKEN: upstash.token,
  });
});
afterAll(() => upstash.stop());
afterEach(() => {
  clock.reset();
  upstash.faults.set({});
  wakeRedis();
});

let serial = 0;
const somebody = () => `person-${++serial}@example.com`;

test("a network of IPv6 may do as much as four of its parts, and a whole site as sixteen", async () => {
  const from = (ip: string) => ({ tenant: null, origin: { ...origin, ip } });
  const asked = async (ip: string, times: number) => {
    const tries = Array.from({ length: times }, () => spend(...mailing("reset", somebody(), from(ip))));
    return (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled").length;
  };
  const site = `2001:db8:${(process.pid % 0xffff).toString(16)}`;
  expect(await asked(`${site}:100::1`, 30)).toBe(20);
  for (const part of ["101", "102", "103"]) expect(await asked(`${site}:${part}::1`, 20)).toBe(20);
  expect(await asked(`${site}:104::1`, 5)).toBe(0);
  expect(await asked(`${site}:200::1`, 20)).toBe(20);
});

const admitted = async (subject: string, times: number) => {
  const tries = await Promise.allSettled(Array.from({ length: times }, () => attempt("signIn", subject)));
  return tries.filter((one) => one.status === "fulfilled").length;
};

test("attempts are counted under keys that do not show whose they are", async () => {
  await attempt("signIn", somebody(), "192.0.2.1");
  const rows = await withPlatform((db) =>
    db.select().from(rateCounters).where(like(rateCounters.key, "signIn:%")),
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).toMatch(/^signIn:[\w-]{22}$/);
});

test("of fifty at once, five are admitted", async () => {
  expect(await admitted(somebody(), 50)).toBe(5);
});

test("an attempt taken back makes room, also the last one", async () => {
  const subject = somebody();
  for (let n = 0; n < 7; n++) await (await attempt("signIn", subject)).refund();
  expect(await admitted(subject, 10)).toBe(5);
});

test("an attempt taken back after its window is over gives nothing to the next one", async () => {
  const subject = somebody();
  const { refund } = await attempt("signIn", subject);
  clock.shift(minutes(16));
  expect(await admitted(subject, 5)).toBe(5);
  await refund();
  expect(await admitted(subject, 1)).toBe(0);
});

test("the refusal says when to come back", async () => {
  const subject = somebody();
  await admitted(subject, 5);
  await expect(attempt("signIn", subject)).rejects.toMatchObject({
    code: "rate_limited",
    message: spoken(
      /^Too many attempts to sign in\. Please try again in \d+ minutes?, or choose a new password by mail\.$/,
    ),
    retryAfterSeconds: expect.any(Number),
  });
});

test.each([
  ["down", { drop: true }],
  ["hanging", { hang: true }],
  ["slow", { latencyMs: 800 }],
])("Redis that is %s is not a second budget", async (state, fault) => {
  const subject = `${state}@example.com`;
  expect(await admitted(subject, 3)).toBe(3);
  upstash.faults.set(fault);
  expect(await admitted(subject, 20)).toBe(2);
  upstash.faults.set({});
  wakeRedis();
  expect(await admitted(subject, 5)).toBe(0);
});

test("where one budget is used up, the others are not charged", async () => {
  const [full, fresh] = [somebody(), somebody()];
  await admitted(full, 5);
  for (let n = 0; n < 5; n++)
    await expect(spend(on("signIn", fresh), on("signIn", full))).rejects.toMatchObject({
      code: "rate_limited",
    });
  expect(await admitted(fresh, 10)).toBe(5);
});

test("a deed that is refused costs nobody anything", async () => {
  const subject = somebody();
  for (let n = 0; n < 8; n++)
    await expect(
      spending([on("signIn", subject)], () => Promise.reject(new Error("no seat"))),
    ).rejects.toThrow("no seat");
  expect(await admitted(subject, 10)).toBe(5);
});

test("crossing charges wait for each other without end for none", async () => {
  const [one, other] = [on("mailFrom", somebody()), on("mailFrom", somebody())];
  const both = Array.from({ length: 20 }, (_, n) => (n % 2 ? spend(one, other) : spend(other, one)));
  expect((await Promise.allSettled(both)).every(({ status }) => status === "fulfilled")).toBe(true);
});

test("where no proxy vouches for an address, a door's mails still have one budget", async () => {
  const nobody = { tenant: null, origin: { ...origin, ip: null } };
  const ask = (n: number) => spend(...mailing("findWorkspaces", `box-${n}@example.com`, nobody));
  for (let n = 0; n < 300; n++) await ask(n);
  await expect(ask(300)).rejects.toMatchObject({ code: "rate_limited" });
  clock.shift(hours(1));
  await expect(ask(300)).resolves.toBeDefined();
});
