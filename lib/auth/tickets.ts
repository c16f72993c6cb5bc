import { and, eq, sql } from "drizzle-orm";
import { sessions } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import type { Origin } from "@/lib/core/context";
import { clock } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";
import { sessionSeconds } from "./session-cookie";

interface Opening {
  /** As they stood when they proved themselves: a session of an epoch that is over by now is dead when it comes. */
  user: { id: string; epoch: number };
  tenantId: string | null;
  /** The membership that lets them into the workspace; null on the root domain. */
  membershipId: string | null;
  origin: Origin;
  /** The session on another host that vouches for this one. */
  parent?: { id: string; expiresAt: Date };
}

/** Opens a session in the caller's transaction and returns the one-time ticket that turns it into a cookie. */
export async function openSession(
  db: PlatformDb,
  { user, tenantId, membershipId, origin, parent }: Opening,
): Promise<string> {
  const id = newId("ses");
  const secret = newSecret();
  await db.insert(sessions).values({
    id,
    userId: user.id,
    userEpoch: user.epoch,
    tenantId,
    membershipId,
    parentId: parent?.id ?? null,
    ticketHash: sha256(secret),
    ip: origin.ip,
    userAgent: origin.userAgent?.slice(0, 300) ?? null,
    expiresAt: parent?.expiresAt ?? clock.in(sessionSeconds * 1_000),
  });
  return `${id}.${secret}`;
}

/** Burns a ticket for the host it was issued for. Null when it was used, is foreign, two minutes old, dead or never was. */
export async function redeemTicket(
  ticket: string,
  tenantId: string | null,
): Promise<{ id: string; sessionId: string } | null> {
  const [id = "", secret = ""] = ticket.split(".");
  const [session] = await withPlatform((db) =>
    db
      .update(sessions)
      .set({ ticketHash: null })
      .where(
        and(
          eq(sessions.id, id),
          eq(sessions.ticketHash, sha256(secret)),
          sql`${sessions.tenantId} is not distinct from ${tenantId}`,
          sql`exists (select from platform.living_session(${id}))`,
          sql`${sessions.createdAt} > now() - interval '2 minutes'`,
        ),
      )
      .returning({ userId: sessions.userId }),
  );
  return session ? { id: session.userId, sessionId: id } : null;
}
