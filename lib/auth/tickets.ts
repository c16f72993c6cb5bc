import { and, eq, isNull, sql } from "drizzle-orm";
import { sessions } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import type { Origin } from "@/lib/core/context";
import { clock } from "@/lib/platform/clock";
import { newSecret, sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";
import { sessionSeconds } from "./session-cookie";

/** Opens a session in the caller's transaction and returns the one-time ticket that turns it into a cookie. */
export async function openSession(
  db: PlatformDb,
  { userId, tenantId, origin }: { userId: string; tenantId: string | null; origin: Origin },
): Promise<string> {
  const id = newId("session");
  const secret = newSecret();
  await db.insert(sessions).values({
    id,
    userId,
    tenantId,
    ticketHash: sha256(secret),
    ip: origin.ip,
    userAgent: origin.userAgent?.slice(0, 300) ?? null,
    expiresAt: clock.in(sessionSeconds * 1_000),
  });
  return `${id}.${secret}`;
}

/** Burns a ticket for the host it was issued for. Null when it was used, is foreign, two minutes old or never was. */
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
          isNull(sessions.revokedAt),
          sql`${sessions.createdAt} > now() - interval '2 minutes'`,
        ),
      )
      .returning({ userId: sessions.userId }),
  );
  return session ? { id: session.userId, sessionId: id } : null;
}
