import { lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { emailTokens, handoffs, rateCounters, sessions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { clock, days } from "@/lib/platform/clock";

/** Deletes every night what can no longer be used: links, hand-offs, counters, and sessions a month after their end. */
export const purgeJob = job({
  name: "auth.purge",
  schedule: "17 3 * * *",
  payload: z.object({}),
  async run() {
    const now = clock.now();
    const monthAgo = clock.in(-days(30));
    await withPlatform(async (db) => {
      await db.delete(emailTokens).where(lt(emailTokens.expiresAt, now));
      await db.delete(handoffs).where(lt(handoffs.expiresAt, now));
      await db.delete(rateCounters).where(lt(rateCounters.resetsAt, now));
      await db
        .delete(sessions)
        .where(
          or(
            lt(sessions.expiresAt, monthAgo),
            lt(sessions.revokedAt, monthAgo),
            lt(sessions.lastSeenAt, sql`${monthAgo.toISOString()}::timestamptz - interval '14 days'`),
          ),
        );
    });
  },
});
