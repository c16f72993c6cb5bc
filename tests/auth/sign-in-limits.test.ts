import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { changePassword } from "@/lib/auth/change-password";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { resetPassword } from "@/lib/auth/reset-password";
import { signIn } from "@/lib/auth/sign-in";
import type { PlatformContext } from "@/lib/core/context";
import { clock, hours, minutes, seconds } from "@/lib/platform/clock";
import { speak } from "@/lib/platform/translate";
import { queuedMail } from "../members/queued-mail";
import { spoken } from "../support/spoken";
import { origin, platform } from "../support/world";
import { account, mailedSecret, otherPassword, password, signedIn, visitor } from "./people";
import { workOff } from "./work-off";

// Time stands still unless a test moves it, so that no delay runs out while a slow machine hashes.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => {
  vi.useRealTimers();
  clock.reset();
});

let serial = 0;

const from = (ip: string | null, overrides: Partial<PlatformContext> = {}) =>
  platform({ origin: { ...origin, ip }, ...overrides });

/** What became of attempts: looked at, or refused unseen. */
async function codes(tries: Promise<unknown>[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const one of await Promise.allSettled(tries)) {
    const code = one.status === "fulfilled" ? "in" : one.reason.code;
    found[code] = (found[code] ?? 0) + 1;
  }
  return found;
}

const guess = (who: ReturnType<typeof visitor>, email: string, n = 0) =>
  who.run(signIn, { email, password: `guess number ${n}` });

/** Fails from ever new addresses, waiting out each delay, until `times` guesses have been looked at. */
async function failedFromEverywhere(email: string, times: number): Promise<number[]> {
  const waits: number[] = [];
  for (let seen = 0; seen < times; ) {
    const refusal = await guess(visitor(), email).catch((thrown) => thrown);
    if (refusal.code === "unauthenticated") seen += 1;
    else {
      waits.push(refusal.retryAfterSeconds);
      clock.shift(seconds(refusal.retryAfterSeconds));
    }
  }
  return waits;
}

/** One guess at each of `count` accounts, ten at a time. */
async function sprayed(who: ReturnType<typeof visitor>, count: number): Promise<Record<string, number>> {
  const total: Record<string, number> = {};
  for (let n = 0; n < count; n += 10) {
    const ten = Array.from({ length: 10 }, () => guess(who, `sprayed-${++serial}@example.com`));
    for (const [code, times] of Object.entries(await codes(ten))) total[code] = (total[code] ?? 0) + times;
  }
  return total;
}

describe("one account, one address", () => {
  test("of twenty at once from one address, five are looked at", async () => {
    const kim = await account();
    const here = visitor();
    const tries = Array.from({ length: 20 }, (_, n) => guess(here, kim.email, n));
    expect(await codes(tries)).toEqual({ unauthenticated: 5, rate_limited: 15 });
  });

  test("a port that changes, and other addresses of one /64, do not help", async () => {
    const kim = await account();
    const tries = Array.from({ length: 20 }, (_, n) => guess(from(`2001:db8:7:7::${n}`), kim.email));
    expect(await codes(tries)).toEqual({ unauthenticated: 5, rate_limited: 15 });
  });
});

describe("one account, many addresses", () => {
  test("of twenty at once from twenty addresses, five are looked at", async () => {
    const kim = await account();
    const tries = Array.from({ length: 20 }, (_, n) => guess(visitor(), kim.email, n));
    expect(await codes(tries)).toEqual({ unauthenticated: 5, rate_limited: 15 });
  });

  test("the delay grows from a second to a quarter of an hour and no further", async () => {
    const kim = await account();
    const waits = await failedFromEverywhere(kim.email, 18);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  test("it is told, and the right password after it works: nobody is locked out for good", async () => {
    const kim = await account();
    await failedFromEverywhere(kim.email, 9);
    const elsewhere = visitor();
    await expect(elsewhere.run(signIn, { email: kim.email, password })).rejects.toMatchObject({
      code: "rate_limited",
      message: spoken(
        "Too many attempts to sign in. Please try again in 16 seconds, or choose a new password by mail.",
      ),
      retryAfterSeconds: 16,
    });
    clock.shift(seconds(16));
    await expect(elsewhere.run(signIn, { email: kim.email, password })).resolves.toBeDefined();
    expect(await codes([guess(visitor(), kim.email)])).toEqual({ unauthenticated: 1 });
  });

  test("an account that does not exist is slowed down alike", async () => {
    const waits = await failedFromEverywhere("nobody-at-all@example.com", 8);
    expect(waits).toEqual([1, 2, 4]);
  });

  test("whoever is held up is told the way out, in the same words for everybody", async () => {
    const kim = await account();
    const told: string[] = [];
    const messageTo = async (who: ReturnType<typeof visitor>, email: string) =>
      told.push(speak("en", (await guess(who, email).catch((thrown) => thrown)).message));
    for (const email of [kim.email, "nobody-here-either@example.com"]) {
      const here = visitor();
      await codes(Array.from({ length: 5 }, (_, n) => guess(here, email, n)));
      await messageTo(here, email);
      await failedFromEverywhere(email, 4);
      await messageTo(visitor(), email);
    }
    expect(told.slice(2)).toEqual(told.slice(0, 2));
    for (const message of told) expect(message).toMatch(/, or choose a new password by mail\.$/);
  });

  test("and the way out leads in at once, also from where their own guesses have failed", async () => {
    const kim = await account();
    const here = visitor();
    const tries = Array.from({ length: 8 }, (_, n) => guess(here, kim.email, n));
    expect(await codes(tries)).toEqual({ unauthenticated: 5, rate_limited: 3 });
    await here.run(requestPasswordReset, { email: kim.email });
    const token = await mailedSecret(kim.email, "resetPassword");
    await here.run(resetPassword, { token, password: otherPassword });
    await expect(here.run(signIn, { email: kim.email, password: otherPassword })).resolves.toBeDefined();
  });

  test("the holder is told by mail, once a day at most, and nobody else is", async () => {
    const kim = await account();
    const warnings = async (email: string) => {
      await workOff();
      return (await queuedMail(email)).filter(({ template }) => template === "signInsFailed").length;
    };
    await failedFromEverywhere(kim.email, 9);
    expect(await warnings(kim.email)).toBe(0);
    await failedFromEverywhere(kim.email, 4);
    expect(await warnings(kim.email)).toBe(1);
    clock.shift(hours(25));
    await failedFromEverywhere(kim.email, 11);
    expect(await warnings(kim.email)).toBe(2);
    await failedFromEverywhere("nobody-to-warn@example.com", 11);
    expect(await warnings("nobody-to-warn@example.com")).toBe(0);
  });

  test("where the person has been in before, strangers' failures do not hold them up", async () => {
    const kim = await account();
    const home = "2001:db8:1:1::5";
    await from(home).run(signIn, { email: kim.email, password });
    await failedFromEverywhere(kim.email, 12);
    await expect(
      from("2001:db8:1:1::beef").run(signIn, { email: kim.email, password }),
    ).resolves.toBeDefined();
    const tries = Array.from({ length: 20 }, (_, n) => guess(from(home), kim.email, n));
    expect(await codes(tries)).toEqual({ unauthenticated: 5, rate_limited: 15 });
  });

  test("nor where they have just set a new password by mail", async () => {
    const kim = await account();
    await failedFromEverywhere(kim.email, 12);
    const abroad = visitor();
    await abroad.run(requestPasswordReset, { email: kim.email });
    const token = await mailedSecret(kim.email, "resetPassword");
    await abroad.run(resetPassword, { token, password: otherPassword });
    await expect(abroad.run(signIn, { email: kim.email, password: otherPassword })).resolves.toBeDefined();
  });

  test("nor while they are signed in: the current password is counted apart", async () => {
    const kim = await account();
    const here = await signedIn(kim);
    await failedFromEverywhere(kim.email, 12);
    const wrong = { currentPassword: "not this one", newPassword: otherPassword };
    const tries = Array.from({ length: 8 }, () => here.run(changePassword, wrong));
    expect(await codes(tries)).toEqual({ invalid: 5, rate_limited: 3 });
    clock.shift(minutes(16));
    await expect(
      here.run(changePassword, { currentPassword: password, newPassword: otherPassword }),
    ).resolves.toBeUndefined();
  });
});

describe("one address, many accounts", () => {
  test("an address fails a hundred times an hour, whoever it tries to be", async () => {
    const here = visitor();
    expect(await sprayed(here, 110)).toEqual({ unauthenticated: 100, rate_limited: 10 });
    const kim = await account();
    await expect(here.run(signIn, { email: kim.email, password })).rejects.toMatchObject({
      message: spoken("from your network"),
    });
    await expect(visitor().run(signIn, { email: kim.email, password })).resolves.toBeDefined();
  });

  test("where nobody vouches for an address, strangers hold an account up for seconds, and then a proof is asked for", async () => {
    const kim = await account();
    const anybody = from(null);
    const proof = { ticket: "", next: "/sign-in?notice=proof" };
    const waits: number[] = [];
    for (let seen = 0; seen < 20; ) {
      const refusal = await guess(anybody, kim.email).catch((thrown) => thrown);
      if (refusal.code === "unauthenticated") seen += 1;
      else waits.push(refusal.retryAfterSeconds);
      clock.shift(seconds(refusal.retryAfterSeconds ?? 0));
    }
    expect(Math.max(...waits)).toBe(5);
    clock.shift(seconds(5));
    expect(await guess(anybody, kim.email)).toEqual(proof);
    clock.shift(seconds(5));
    expect(await anybody.run(signIn, { email: kim.email, password })).toEqual(proof);
    await anybody.run(requestPasswordReset, { email: kim.email });
    const token = await mailedSecret(kim.email, "resetPassword");
    await anybody.run(resetPassword, { token, password: otherPassword });
    expect((await anybody.run(signIn, { email: kim.email, password: otherPassword })).ticket).not.toBe("");
  });

  test("successes are no failures, and where nobody vouches for an address nobody shares one", async () => {
    const here = visitor();
    const [kim, robin] = [await account(), await account()];
    for (let n = 0; n < 6; n++) await here.run(signIn, { email: kim.email, password });
    expect(await sprayed(from(null), 120)).toEqual({ unauthenticated: 120 });
    await expect(from(null).run(signIn, { email: robin.email, password })).resolves.toBeDefined();
  });
});
