import { and, eq, gt, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { trialRedemptions } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock, hours } from "@/lib/platform/clock";
import type { TrialKey } from "./trial-keys";

/** Longer than the page at Stripe lives on which a claimed trial may still be started. */
const claimMs = hours(25);

const { kind, hash, workspaceHash, claimedUntil, redeemedAt } = trialRedemptions;

const isMine = (by: string) => eq(workspaceHash, by);
const isAnyOf = (keys: TrialKey[]) =>
  inArray(
    hash,
    keys.map((key) => key.hash),
  );

/** Whether another workspace has used one of these for a trial, or is about to. */
export async function isTaken(db: PlatformDb, by: string, keys: TrialKey[]): Promise<boolean> {
  const counts = or(isNotNull(redeemedAt), gt(claimedUntil, clock.now()));
  const [other] = await db
    .select({ kind })
    .from(trialRedemptions)
    .where(and(isAnyOf(keys), ne(workspaceHash, by), counts))
    .limit(1);
  return other !== undefined;
}

/** Claims a trial for a workspace until its checkout is over: of two at once one gets it. False where it is taken. */
export async function claimTrial(db: PlatformDb, by: string, keys: TrialKey[]): Promise<boolean> {
  await lockKeys(db, keys);
  if (await isTaken(db, by, keys)) return false;
  const until = { claimedUntil: clock.in(claimMs) };
  await db
    .insert(trialRedemptions)
    .values(keys.map((key) => ({ ...key, workspaceHash: by, ...until })))
    .onConflictDoUpdate({ target: [kind, hash, workspaceHash], set: until });
  return true;
}

/** Gives back what was claimed for a trial that is not started after all. */
export async function releaseClaims(db: PlatformDb, by: string): Promise<void> {
  await db.delete(trialRedemptions).where(and(isMine(by), isNull(redeemedAt)));
}

/** Its trial has begun: what it claimed is used up. */
export async function redeemClaims(db: PlatformDb, by: string, at: Date): Promise<void> {
  await db
    .update(trialRedemptions)
    .set({ redeemedAt: at })
    .where(and(isMine(by), isNull(redeemedAt)));
}

/** Whether anything was redeemed for a trial of this workspace. */
export async function hasRedeemed(db: PlatformDb, by: string): Promise<boolean> {
  const [own] = await db
    .select({ kind })
    .from(trialRedemptions)
    .where(and(isMine(by), isNotNull(redeemedAt)))
    .limit(1);
  return own !== undefined;
}

/** Notes that these have had their trial. Returns those that were not known of this workspace yet. */
export async function redeem(
  db: PlatformDb,
  by: string,
  keys: TrialKey[],
  at: Date,
): Promise<{ hash: string }[]> {
  if (keys.length === 0) return [];
  await lockKeys(db, keys);
  return db
    .insert(trialRedemptions)
    .values(keys.map((key) => ({ ...key, workspaceHash: by, claimedUntil: at, redeemedAt: at })))
    .onConflictDoNothing()
    .returning({ hash });
}

/** One after the other, always in the same order, so that two who share several wait and never block each other. */
async function lockKeys(db: PlatformDb, keys: TrialKey[]): Promise<void> {
  for (const key of keys.map((one) => `${one.kind}:${one.hash}`).toSorted())
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`trial:${key}`}, 0))`);
}
