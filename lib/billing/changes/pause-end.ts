import { eq } from "drizzle-orm";
import { pauseEnds } from "@/db/schema/platform";
import type { PlatformDb, WorkspaceDb } from "@/db/tenant";
import { invalidField } from "@/lib/core/errors";
import { clock, days } from "@/lib/platform/clock";

const longestDays = 366;

/** The beginning of a UTC day at which a pause ends. Throws `invalid` beside the field unless it is ahead, within a year. */
export function pauseEndOf(day: string): Date {
  const endsAt = new Date(`${day}T00:00:00Z`);
  if (endsAt <= clock.now()) throw invalidField("until", "Choose a day that is still ahead.");
  if (endsAt > clock.in(days(longestDays))) throw invalidField("until", "Choose a day within a year.");
  return endsAt;
}

/** Keeps when the pause that is asked for ends; null where it lasts until somebody resumes it. */
export async function keepPauseEnd(
  db: WorkspaceDb,
  tenantId: string,
  subscriptionId: string,
  endsAt: Date | null,
): Promise<void> {
  if (!endsAt) return void (await db.delete(pauseEnds).where(eq(pauseEnds.tenantId, tenantId)));
  await db
    .insert(pauseEnds)
    .values({ tenantId, subscriptionId, endsAt })
    .onConflictDoUpdate({ target: pauseEnds.tenantId, set: { subscriptionId, endsAt } });
}

/** When the pause of a workspace ends by itself; null where it does not. */
export async function findPauseEnd(db: WorkspaceDb | PlatformDb, tenantId: string): Promise<Date | null> {
  const [row] = await db
    .select({ endsAt: pauseEnds.endsAt })
    .from(pauseEnds)
    .where(eq(pauseEnds.tenantId, tenantId));
  return row?.endsAt ?? null;
}
