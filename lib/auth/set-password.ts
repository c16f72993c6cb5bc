import { eq, sql } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { burnTokensOf } from "./email-tokens";
import { endSessions } from "./end-sessions";

/**
 * Sets a password for somebody who just proved to hold the mailbox: the e-mail counts as verified, and every session and
 * reset link made before is worthless, since whoever registered the address first need not be its holder.
 */
export async function setPasswordByMail(db: PlatformDb, userId: string, passwordHash: string): Promise<void> {
  const now = clock.now();
  await db
    .update(users)
    .set({
      passwordHash,
      emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now.toISOString()}::timestamptz)`,
      updatedAt: now,
    })
    .where(eq(users.id, userId));
  await endSessions(db, userId);
  await burnTokensOf(db, "reset_password", userId);
}
