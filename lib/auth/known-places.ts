import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { rateCounters, sessions, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clearCounters, counting, countUp } from "@/lib/core/counters";
import { addressBlock } from "@/lib/platform/address";
import { clock, days, hours } from "@/lib/platform/clock";
import { counterKey } from "./attempts";
import type { Ended } from "./end-sessions";

/** An account as it was when a place became known: what raises its epoch takes every place back. */
interface Holder {
  email: string;
  epoch: number;
}

/**
 * Whether an account has a session of its present epoch from this address block that nobody has ended, its holder has signed
 * out of one there, or has just proved themselves there by mail.
 */
export async function isRecognized(db: PlatformDb, email: string, ip: string | null): Promise<boolean> {
  if (!ip) return false;
  const isOfNow = and(
    eq(sessions.userId, users.id),
    eq(sessions.userEpoch, users.epoch),
    isNull(sessions.revokedAt),
  );
  const seen = await db
    .selectDistinct({ epoch: users.epoch, ip: sessions.ip })
    .from(users)
    .leftJoin(sessions, isOfNow)
    .where(eq(sql`lower(${users.email})`, email));
  if (seen.some((one) => one.ip && addressBlock(one.ip) === addressBlock(ip))) return true;
  const known = await db
    .select({ resetsAt: rateCounters.resetsAt })
    .from(rateCounters)
    .where(inArray(rateCounters.key, placeKeys({ email, epoch: seen[0]?.epoch ?? 0 }, ip)));
  return known.some(({ resetsAt }) => resetsAt > clock.now());
}

/** Remembers for an hour that the holder of this mailbox is at this address, as when a mailed link was used there. */
export const recognize = (holder: Holder, ip: string | null): Promise<void> =>
  remember(ip ? [provenKey(holder, ip)] : [], hours(1));

/** Remembers for a month where somebody was in and signed out again. */
export const keepPlaces = (email: string, ended: Ended[]): Promise<void> =>
  remember(
    placesOf(email, ended).map(([holder, ip]) => leftKey(holder, ip)),
    days(30),
  );

/** Forgets places whose sessions were ended from elsewhere: whoever was in there need not have been the holder. */
export async function forgetPlaces(email: string, ended: Ended[]): Promise<void> {
  const keys = placesOf(email, ended).flatMap(([holder, ip]) => placeKeys(holder, ip));
  if (keys.length > 0) await counting((tx) => clearCounters(tx, keys));
}

async function remember(keys: string[], windowMs: number): Promise<void> {
  if (keys.length === 0) return;
  await counting(async (tx) => {
    await clearCounters(tx, keys);
    await countUp(
      tx,
      keys.map((key) => ({ key, windowMs, amount: 1 })),
    );
  });
}

const placesOf = (email: string, ended: Ended[]): [Holder, string][] =>
  ended.flatMap(({ ip, userEpoch }) => (ip ? [[{ email, epoch: userEpoch }, ip]] : []));

const placeKey = (name: string) => (holder: Holder, ip: string) =>
  counterKey(name, holder.email.toLowerCase(), String(holder.epoch), addressBlock(ip));
const provenKey = placeKey("provenAt");
const leftKey = placeKey("leftFrom");
const placeKeys = (holder: Holder, ip: string): string[] => [provenKey(holder, ip), leftKey(holder, ip)];
