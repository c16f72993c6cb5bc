import { Ratelimit } from "@upstash/ratelimit";
import { AppError } from "@/lib/core/errors";
import { addressBlock } from "@/lib/platform/address";
import { clock, hours, minutes } from "@/lib/platform/clock";
import { keyedDigest } from "@/lib/platform/crypto";
import { redis, withRedis } from "@/lib/platform/redis";
import { countDown, countUp } from "./counters";
import { authSecret } from "./session-cookie";

interface Policy {
  max: number;
  windowMs: number;
  message: string;
}

/** How often. What is counted together is up to the caller: an address, a destination, a person from an address. */
const policies = {
  signIn: { max: 5, windowMs: minutes(15), message: "Too many attempts to sign in." },
  signUp: { max: 20, windowMs: hours(1), message: "Too many sign-ups from your network." },
  mailTo: { max: 3, windowMs: hours(1), message: "We have sent several mails to this address already." },
  mailFrom: { max: 20, windowMs: hours(1), message: "Too many requests from your network." },
} as const satisfies Record<string, Policy>;
export type PolicyName = keyof typeof policies;

export interface Attempt {
  /** Takes the attempt back: a success is not held against anybody. */
  refund(): Promise<void>;
}

/**
 * Counts an attempt before it is made, so that parallel ones cannot all slip through, and throws `rate_limited` when it is
 * one too many. In Redis a sliding window; in Postgres, where Redis is absent, slow or down, a fixed one.
 */
export async function attempt(name: PolicyName, ...subject: string[]): Promise<Attempt> {
  const key = keyedDigest(authSecret(), `${name}\n${subject.join("\n")}`);
  return (await attemptInRedis(name, key)) ?? (await attemptInPostgres(name, key));
}

/** The same, counted by the caller's address; where no proxy vouches for one, there is nothing to count by. */
export async function attemptFrom(name: PolicyName, ip: string | null): Promise<void> {
  if (ip) await attempt(name, addressBlock(ip));
}

/** What every request for a mail is held to: three an hour to one mailbox, twenty from one address. */
export async function attemptMail(email: string, ip: string | null): Promise<void> {
  await attemptFrom("mailFrom", ip);
  await attempt("mailTo", email);
}

async function attemptInRedis(name: PolicyName, key: string): Promise<Attempt | undefined> {
  const limiter = limiterOf(name);
  const answer = limiter && (await withRedis(() => limiter.limit(key)));
  if (!limiter || !answer) return undefined;
  if (!answer.success) throw tooMany(name, answer.reset - Date.now());
  return { refund: async () => void (await withRedis(() => limiter.limit(key, { rate: -1 }))) };
}

async function attemptInPostgres(name: PolicyName, digest: string): Promise<Attempt> {
  const key = `${name}:${digest}`;
  const { count, resetsAt } = await countUp(key, policies[name].windowMs);
  if (count > policies[name].max) throw tooMany(name, resetsAt.getTime() - clock.now().getTime());
  return { refund: () => countDown(key) };
}

function tooMany(name: PolicyName, waitMs: number): AppError {
  const left = Math.max(1, Math.ceil(waitMs / minutes(1)));
  const message = `${policies[name].message} Please try again in ${left} ${left === 1 ? "minute" : "minutes"}.`;
  return new AppError("rate_limited", message, { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
}

const limiters = new Map<PolicyName, Ratelimit>();

function limiterOf(name: PolicyName): Ratelimit | null {
  const client = redis();
  if (!client) return null;
  const known = limiters.get(name);
  if (known) return known;
  const { max, windowMs } = policies[name];
  const limiter = new Ratelimit({
    redis: client,
    limiter: Ratelimit.slidingWindow(max, `${windowMs} ms`),
    prefix: `rl:v1:${name}`,
    // Its in-process memory would go on refusing after a refund, and its timeout would let everybody in.
    ephemeralCache: false,
    timeout: 0,
    enableTelemetry: false,
  });
  limiters.set(name, limiter);
  return limiter;
}
