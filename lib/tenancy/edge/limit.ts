import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { env } from "@/env";
import type { Tenant } from "@/lib/core/context";
import { plans } from "@/lib/entitlements/plans";
import { addressBlocks, clientAddress } from "@/lib/platform/address";
import { isRedisResting, withRedis } from "@/lib/platform/redis";
import { remember } from "@/lib/platform/remember";
import type { Cap, Verdict } from "./cap";
import { LocalBucket } from "./local-bucket";

const unlimited: Verdict = {
  isAllowed: true,
  limit: 0,
  remaining: 0,
  resetSeconds: 0,
  retryAfterSeconds: 0,
  isDegraded: false,
};
const whole = (perMinute: number): Cap => ({ perMinute, burst: perMinute });
const addressCap = whole(600);
// Each of these costs a page to draw, which at once would hold up everybody on this server.
const visitorCap = { perMinute: 300, burst: 60 };
const unknownCap = { perMinute: 60, burst: 20 };

/** The limit of a workspace's members together, by its plan. One tenant's flood never touches another's counter. */
export function limitMembers(tenant: Tenant): Promise<Verdict> {
  return limit(`tenant:${tenant.id}`, whole(plans[tenant.plan].limits.requestsPerMinute));
}

/** Of the members' limit, so much one person may use up before they are counted with strangers. */
const share = 0.8;

/**
 * Whether a person has some of their share of the members' limit left in this process, and takes it. Their cookies may be
 * stolen ones of sessions that were ended long ago, which only the server sees; the others always keep something.
 */
export const hasShare = (tenant: Tenant, person: string): boolean =>
  local.take(`person:${tenant.id}:${person}`, whole(plans[tenant.plan].limits.requestsPerMinute * share))
    .isAllowed;

/**
 * The limit of one address at a workspace it is not signed in to, apart from its members'. Where nobody vouches for
 * addresses, all who are not signed in share one.
 */
export function limitVisitor(tenant: Tenant, headers: Headers): Promise<Verdict> {
  return (
    limitFrom(`visitor:${tenant.id}`, headers, visitorCap) ??
    limit(`visitors:${tenant.id}`, whole(plans[tenant.plan].limits.requestsPerMinute))
  );
}

/** The limit of one address at a workspace of which nothing could be found out; of everybody there, where nobody vouches for one. */
export async function limitUnresolved(slug: string, headers: Headers): Promise<Verdict> {
  return limitFrom("address", headers, addressCap) ?? limit(`unresolved:${slug}`, addressCap);
}

/** The limit of one address on the pages that belong to no workspace. None where nobody vouches for the address. */
export async function limitAddress(headers: Headers): Promise<Verdict> {
  return limitFrom("address", headers, addressCap) ?? unlimited;
}

const spentUntil = new Map<string, number>();

/** The limit of one address, or of everybody where nobody vouches for one, on hosts that are no workspace's. */
export async function limitUnknown(headers: Headers): Promise<Verdict> {
  const key = unknownKey(headers);
  const answer = await (limitFrom("unknown", headers, unknownCap) ?? limit(key, unknownCap));
  if (!answer.isAllowed) remember(spentUntil, key, Date.now() + answer.retryAfterSeconds * 1_000, mostKeys);
  return answer;
}

/**
 * How many look-ups of a host nobody knows yet may be under way for this caller: none where its address has used up its
 * unknown hosts; one where everybody shares that limit, since whoever asks may well name a workspace.
 */
export function lookUpsFor(headers: Headers, most: number): number {
  if ((spentUntil.get(unknownKey(headers)) ?? 0) <= Date.now()) return most;
  return blockOf(headers) === null ? 1 : 0;
}

/** The refusal of a look-up that had to wait too long or may not be made. */
export const tooManyUnknown = (): Verdict => verdict(unknownCap, 0, false, 1_000);

const unknownKey = (headers: Headers): string => `unknown:${blockOf(headers) ?? "everybody"}`;

const blocksOf = (headers: Headers) => {
  const address = clientAddress(headers, env().TRUSTED_PROXY);
  return address === null ? null : addressBlocks(address);
};

const blockOf = (headers: Headers): string | null => blocksOf(headers)?.[0].name ?? null;

/** The limit of the caller's address, and in this process of the networks it lies in. Null where nobody vouches for one. */
function limitFrom(name: string, headers: Headers, cap: Cap): Promise<Verdict> | null {
  const blocks = blocksOf(headers);
  if (!blocks) return null;
  const [narrow, ...wide] = blocks;
  for (const block of wide) {
    const shared = { perMinute: cap.perMinute * block.share, burst: cap.burst * block.share };
    const near = local.take(`${name}:${block.name}`, shared);
    if (!near.isAllowed) return Promise.resolve({ ...near, isDegraded: false });
  }
  return limit(`${name}:${narrow.name}`, cap);
}

/** Tokens taken from Redis in one go and spent here: a tenth of a second's worth, so that most requests cost no trip. */
interface Lease {
  tokens: number;
  remaining: number;
  until: number;
}

const leases = new Map<string, Lease>();
const blockedUntil = new Map<string, number>();
const local = new LocalBucket();
const leaseMs = 2_000;
const mostKeys = 10_000;

async function limit(key: string, cap: Cap): Promise<Verdict> {
  const now = Date.now();
  const blocked = blockedUntil.get(key) ?? 0;
  if (blocked > now) return verdict(cap, 0, false, blocked - now);
  // Counted here in any case: a Redis that is away for a moment must not be a second budget.
  const near = local.take(`${cap.perMinute}:${key}`, cap);
  if (!near.isAllowed) return { ...near, isDegraded: isRedisResting() };
  const lease = leases.get(key);
  if (lease && lease.tokens > 0 && lease.until > now) {
    lease.tokens -= 1;
    return verdict(cap, lease.remaining + lease.tokens, true);
  }
  const taken = await withRedis((redis) => take(redis, key, cap));
  if (taken === undefined) return { ...near, isDegraded: true };
  if (!taken.isAllowed) remember(blockedUntil, key, now + taken.waitMs, mostKeys);
  else
    remember(
      leases,
      key,
      { tokens: taken.tokens - 1, remaining: taken.remaining, until: now + leaseMs },
      mostKeys,
    );
  return verdict(cap, taken.remaining + Math.max(0, taken.tokens - 1), taken.isAllowed, taken.waitMs);
}

/** A lease of several tokens, or of one when the bucket is nearly empty. */
async function take(redis: Redis, key: string, cap: Cap) {
  const bucket = limiter(redis, cap);
  const size = Math.max(1, Math.floor(cap.perMinute / 600));
  const first = await bucket.limit(key, { rate: size });
  const answer = first.success || size === 1 ? first : await bucket.limit(key);
  const tokens = first.success ? size : 1;
  return {
    isAllowed: answer.success,
    tokens,
    remaining: Math.max(0, answer.remaining),
    waitMs: Math.max(50, answer.reset - Date.now()),
  };
}

const limiters = new Map<string, Ratelimit>();

/** One limiter per cap; the cap is in the prefix, so that an upgrade starts a fresh, larger bucket at once. */
function limiter(redis: Redis, { perMinute, burst }: Cap): Ratelimit {
  const prefix = burst === perMinute ? `rate:${perMinute}` : `rate:${perMinute}:${burst}`;
  const known = limiters.get(prefix);
  if (known) return known;
  const made = new Ratelimit({
    redis,
    limiter: Ratelimit.tokenBucket(Math.max(1, Math.round(perMinute / 60)), "1 s", burst),
    prefix,
    ephemeralCache: false,
    timeout: 0,
  });
  limiters.set(prefix, made);
  return made;
}

function verdict({ perMinute, burst }: Cap, remaining: number, isAllowed: boolean, waitMs = 0): Verdict {
  const missing = burst - remaining;
  return {
    isAllowed,
    limit: burst,
    remaining,
    resetSeconds: Math.max(1, Math.ceil(missing / (perMinute / 60))),
    retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil(waitMs / 1_000)),
    isDegraded: false,
  };
}
