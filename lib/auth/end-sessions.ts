import { and, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import { sessions, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";

/** A session that was alive until now. */
export interface Ended {
  id: string;
  /** Where it had begun. */
  ip: string | null;
  userEpoch: number;
}

/** Ends one session of a person and those that were handed over from it to other hosts, but for the one to `keep`. */
export const endSession = (db: PlatformDb, userId: string, id: string, keep = ""): Promise<Ended[]> =>
  end(
    db,
    userId,
    sql`
    with recursive line as (
      select ${id}::text as id
      union select child.id from ${sessions} child join line on child.parent_id = line.id where child.id <> ${keep})
    select id from line`,
  );

/**
 * Ends what this browser holds of a person: the session, those it was handed over from, and whatever was handed over from
 * any of them.
 */
export const endLine = (db: PlatformDb, userId: string, id: string): Promise<Ended[]> =>
  end(
    db,
    userId,
    sql`
    with recursive up as (
      select own.id, own.parent_id from ${sessions} own where own.id = ${id}
      union select parent.id, parent.parent_id from ${sessions} parent join up on parent.id = up.parent_id),
    line as (
      select id from up
      union select child.id from ${sessions} child join line on child.parent_id = line.id)
    select id from line`,
  );

function end(db: PlatformDb, userId: string, ids: SQL): Promise<Ended[]> {
  return db
    .update(sessions)
    .set({ revokedAt: clock.now() })
    .where(and(sql`${sessions.id} in (${ids})`, eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id, ip: sessions.ip, userEpoch: sessions.userEpoch });
}

/**
 * Ends a person's sessions on every host but the one to `keep`, and with them what they have begun: hand-offs, links and
 * sign-ins that are still under way. Returns how many sessions were alive.
 */
export async function endSessions(db: PlatformDb, userId: string, keep: string): Promise<number> {
  const [raised] = await db
    .update(users)
    .set({ epoch: sql`${users.epoch} + 1` })
    .where(eq(users.id, userId))
    .returning({ epoch: users.epoch });
  return raised ? closeSessions(db, userId, raised.epoch, keep) : 0;
}

/** Closes the sessions of the epochs before; the kept one comes along. Returns how many were alive. */
export async function closeSessions(
  db: PlatformDb,
  userId: string,
  epoch: number,
  keep = "",
): Promise<number> {
  const alive = and(eq(sessions.userId, userId), isNull(sessions.revokedAt));
  await db
    .update(sessions)
    .set({ userEpoch: epoch })
    .where(and(alive, eq(sessions.id, keep)));
  const closed = await db
    .update(sessions)
    .set({ revokedAt: clock.now() })
    .where(and(alive, ne(sessions.id, keep)))
    .returning({ id: sessions.id });
  return closed.length;
}
