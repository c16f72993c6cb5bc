import { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "@upstash/redis";
import { env } from "@/env";
import type { Tenant } from "@/lib/core/context";
import { plans } from "@/lib/entitlements/plans";
import { addressBlock, clientAddress } from "@/lib/platform/address";
import { withRedis } from "@/lib/platform/redis";
import { LocalBucket } from "./local-bucket";

export interface Verdict {
  isAllowed: boolean;
  /** Requests a minute; 0 where no limit applies. */
  limit: number;
  remaining: number;
  resetSeconds: number;
  retryAfterSeconds: number;
  /** Whether Redis could not be asked and this process counted alone. */
  isDegraded: boolean;
}

const unlimited: Verdict = {
  isAllowed: true,
  limit: 0,
  remaining: 0,
  resetSeconds: 0,
  retryAfterSeconds: 0,
  isDegraded: false,
};
const addressLimit = 600;

/** The limit of a workspace as a whole, by its plan. One tenant's flood never touches another's counter. */
export function limitTenant(tenant: Tenant): Promise<Verdict> {
  return limit(`tenant:${tenant.id}`, plans[tenant.plan].limits.requestsPerMinute);
}

/** The limit of one address on the pages that belong to no workspace. None where nobody vouches for the address. */
export async function limitAddress(headers: Headers): Promise<Verdict> {
  const address = clientAddress(headers, env().TRUSTED_PROXY);
  return address === null ? unlimited : limit(`address:${addressBlock(address)}`, addressLimit);
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

async function limit(key: string, perMinute: number): Promise<Verdict> {
  const now = Date.now();
  const blocked = blockedUntil.get(key) ?? 0;
  if (blocked > now) return verdict(perMinute, 0, false, blocked - now);
  const lease = leases.get(key);
  if (lease && lease.tokens > 0 && lease.until > now) {
    lease.tokens -= 1;
    return verdict(perMinute, lease.remaining + lease.tokens, true);
  }
  const taken = await withRedis((redis) => take(redis, key, perMinute));
  if (taken === undefined) return { ...local.take(key, perMinute), isDegraded: true };
  if (!taken.isAllowed) remember(blockedUntil, key, now + taken.waitMs);
  else remember(leases, key, { tokens: taken.tokens - 1, remaining: taken.remaining, until: now + leaseMs });
  return verdict(perMinute, taken.remaining + Math.max(0, taken.tokens - 1), taken.isAllowed, taken.waitMs);
}

/** A lease of several tokens, or of one when the bucket is nearly empty. */
async function take(redis: Redis, key: string, perMinute: number) {
  const bucket = limiter(redis, perMinute);
  const size = Math.max(1, Math.floor(perMinute / 600));
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

const limiters = new Map<number, Ratelimit>();

/** One limiter per cap; the cap is in the prefix, so that an upgrade starts a fresh, larger bucket at once. */
function limiter(redis: Redis, perMinute: number): Ratelimit {
  const known = limiters.get(perMinute);
  if (known) return known;
  const made = new Ratelimit({
    redis,
    limiter: Ratelimit.tokenBucket(Math.max(1, Math.round(perMinute / 60)), "1 s", perMinute),
    prefix: `rate:${perMinute}`,
    ephemeralCache: false,
    timeout: 0,
  });
  limiters.set(perMinute, made);
  return made;
}

function verdict(perMinute: number, remaining: number, isAllowed: boolean, waitMs = 0): Verdict {
  const missing = perMinute - remaining;
  return {
    isAllowed,
    limit: perMinute,
    remaining,
    resetSeconds: Math.max(1, Math.ceil(missing / (perMinute / 60))),
    retryAfterSeconds: isAllowed ? 0 : Math.max(1, Math.ceil(waitMs / 1_000)),
    isDegraded: false,
  };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.size >= 10_000) map.clear();
  map.set(key, value);
}
