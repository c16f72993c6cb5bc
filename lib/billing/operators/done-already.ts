import { eq } from "drizzle-orm";
import { billingIntents } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { hours } from "@/lib/platform/clock";

/** Stripe forgets a key after a day; a deed that was left open for longer would be done a second time under it. */
export const keyLifeMs = hours(23);

/** Whose request it became. */
export async function askedBy(db: PlatformDb, intentId: string): Promise<string | null> {
  const [intent] = await db.select().from(billingIntents).where(eq(billingIntents.id, intentId));
  return intent?.createdBy ?? null;
}

export const doneAlready = (by: string | null, when: string) =>
  new AppError(
    "conflict",
    `${by ?? "Somebody"} did this already, ${when}, for the same reason. Say --again to do it once more.`,
  );
