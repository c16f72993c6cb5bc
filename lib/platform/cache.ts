import { withRedis } from "./redis";
import { remember } from "./remember";
import { TooLate, within } from "./within";

const localMs = 2_000;
const localEntries = 5_000;
/** How long a reader waits for another one's reading before it reads itself. */
const patienceMs = 1_000;
const tombstone = "-";
const tombstoneSeconds = 10;

interface Lifetime {
  seconds: number;
  /** How long "there is none" is remembered. */
  emptySeconds?: number;
}

const local = new Map<string, { value: unknown; until: number }>();
const loading = new Map<string, Promise<unknown>>();
/** When a key was last forgotten here, so that a read that began before does not put the old value back. */
const forgotten = new Map<string, number>();

/**
 * Reads through two layers: this process for two seconds, then Redis for `lifetime`, then `load`. A null from `load` is
 * remembered too. Where Redis is away, only the first layer and `load` remain. Readers of one moment share a reading, but
 * none stakes itself on another's: at the edge a reading may die with the request that began it.
 */
export async function cached<T>(
  key: string,
  lifetime: Lifetime,
  load: () => Promise<T | null>,
): Promise<T | null> {
  const near = local.get(key);
  if (near && near.until > Date.now()) return near.value as T | null;
  const underway = loading.get(key) as Promise<T | null> | undefined;
  try {
    if (underway) return await within(patienceMs, underway);
  } catch (cause) {
    if (!(cause instanceof TooLate)) throw cause;
  }
  const reading: Promise<T | null> = readThrough(key, lifetime, load).finally(() => {
    if (loading.get(key) === reading) loading.delete(key);
  });
  loading.set(key, reading);
  return reading;
}

/**
 * Invalidates keys after a change. Redis keeps a tombstone for ten seconds, which a slower reader's old value cannot replace
 * (fills use NX); every other process forgets within its two seconds. Returns false when Redis could not be told.
 */
export async function invalidate(...keys: string[]): Promise<boolean> {
  for (const key of keys) {
    local.delete(key);
    loading.delete(key);
    remember(forgotten, key, performance.now(), localEntries);
  }
  const told = await withRedis(async (redis) => {
    const pipeline = redis.pipeline();
    for (const key of keys) pipeline.set(key, tombstone, { ex: tombstoneSeconds });
    await pipeline.exec();
    return true;
  });
  return told ?? false;
}

/** Empties this process's layer; for tests. */
export function clearLocalCache(): void {
  local.clear();
  forgotten.clear();
}

async function readThrough<T>(
  key: string,
  lifetime: Lifetime,
  load: () => Promise<T | null>,
): Promise<T | null> {
  const began = performance.now();
  const far = await withRedis((redis) => redis.get<string>(key));
  if (typeof far === "string" && far !== tombstone) return keep<T>(key, JSON.parse(far), began);
  const value = await load();
  const seconds = value === null ? (lifetime.emptySeconds ?? 30) : lifetime.seconds;
  await withRedis((redis) => redis.set(key, JSON.stringify(value), { ex: seconds, nx: true }));
  return keep(key, value, began);
}

function keep<T>(key: string, value: T | null, began: number): T | null {
  if ((forgotten.get(key) ?? 0) < began)
    remember(local, key, { value, until: Date.now() + localMs }, localEntries);
  return value;
}
