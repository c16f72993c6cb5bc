import { and, count, eq, isNotNull, sql } from "drizzle-orm";
import { memberships, users } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { on, spend } from "@/lib/auth/attempts";
import { AppError } from "@/lib/core/errors";
import { said } from "@/lib/platform/said";

/** How many workspaces one person may own; how many a day they may open stands in `lib/auth/policies.ts`. */
export const workspaceCaps = { unverified: 1, verified: 20 };

/**
 * Admits one more workspace of this person, counted under a lock of theirs. Throws `limit_exceeded` for one too many in all,
 * `rate_limited` for one too many today.
 */
export async function admitWorkspace(db: PlatformDb, userId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`workspaces:${userId}`}, 0))`);
  const owns = and(eq(memberships.userId, userId), eq(memberships.role, "owner"));
  const [owned] = await db.select({ total: count() }).from(memberships).where(owns);
  const [verified] = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), isNotNull(users.emailVerifiedAt)));
  const cap = verified ? workspaceCaps.verified : workspaceCaps.unverified;
  if ((owned?.total ?? 0) >= cap) throw tooMany(Boolean(verified));
  await spend(on("openWorkspace", userId));
}

const tooMany = (isVerified: boolean) =>
  new AppError(
    "limit_exceeded",
    isVerified
      ? said("onboarding.refused.mostWorkspaces", { most: workspaceCaps.verified })
      : said("onboarding.refused.verifyFirst"),
  );
