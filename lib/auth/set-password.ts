import { and, eq, sql } from "drizzle-orm";
import { users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { closeSessions } from "./end-sessions";

interface Circumstances {
  /** Whoever sets it holds the mailbox, and so the e-mail counts as verified. */
  byMail?: boolean;
  /** The session that asks and goes on. */
  keep?: string;
}

/**
 * Gives an account another password. Every session, hand-off and link made under the old one is worthless: whoever
 * registered an address first, or stole a password, need not be its holder. Throws `conflict` where the account is no
 * longer of the epoch it was seen in, so that of two changes at once one wins.
 */
export async function setPassword(
  db: PlatformDb,
  { id, epoch }: { id: string; epoch: number },
  passwordHash: string,
  { byMail, keep }: Circumstances = {},
): Promise<number> {
  const now = clock.now();
  const verifiedAt = sql`coalesce(${users.emailVerifiedAt}, ${now.toISOString()}::timestamptz)`;
  const [renewed] = await db
    .update(users)
    .set({
      passwordHash,
      epoch: epoch + 1,
      emailVerifiedAt: byMail ? verifiedAt : undefined,
      updatedAt: now,
    })
    .where(and(eq(users.id, id), eq(users.epoch, epoch)))
    .returning({ epoch: users.epoch });
  if (!renewed) throw new AppError("conflict", said("auth.refused.accountChanged"));
  await closeSessions(db, id, renewed.epoch, keep);
  return renewed.epoch;
}
