import { and, desc, eq, gt } from "drizzle-orm";
import { billingIntents } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock, hours } from "@/lib/platform/clock";

/** Stripe forgets a key after a day; a deed that was left open for longer would be done a second time under it. */
export const keyLifeMs = hours(23);

/** Whose request it became. */
export async function askedBy(db: PlatformDb, intentId: string): Promise<string | null> {
  const [intent] = await db.select().from(billingIntents).where(eq(billingIntents.id, intentId));
  return intent?.createdBy ?? null;
}

/** Throws `conflict` where the very same was done within a day, whoever did it. */
export async function refuseDone(db: PlatformDb, tenantId: string, paramsHash: string): Promise<void> {
  const { status, createdAt, id } = billingIntents;
  const [done] = await db
    .select()
    .from(billingIntents)
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        eq(billingIntents.kind, "operator"),
        eq(billingIntents.paramsHash, paramsHash),
        eq(status, "completed"),
        gt(createdAt, clock.in(-keyLifeMs)),
      ),
    )
    .orderBy(desc(id))
    .limit(1);
  if (done) throw doneAlready(done.createdBy, `at ${done.updatedAt.toISOString().slice(0, 16)}Z`);
}

export const doneAlready = (by: string | null, when: string) =>
  new AppError(
    "conflict",
    `${by ?? "Somebody"} did this already, ${when}, for the same reason. Say --again to do it once more.`,
  );
