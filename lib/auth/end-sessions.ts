import { and, eq, isNull, ne } from "drizzle-orm";
import { sessions } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";

/** Ends a person's sessions on every host: all, all but one, or one. Returns how many were alive. */
export async function endSessions(
  db: PlatformDb,
  userId: string,
  { only, except }: { only?: string; except?: string } = {},
): Promise<number> {
  const ended = await db
    .update(sessions)
    .set({ revokedAt: clock.now() })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        only ? eq(sessions.id, only) : undefined,
        except ? ne(sessions.id, except) : undefined,
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}
