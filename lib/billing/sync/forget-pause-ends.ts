import { and, eq, inArray } from "drizzle-orm";
import { pauseEnds } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import type { LocalState } from "./read-local";
import type { SubscriptionState } from "./states";

/** A pause that is over, whoever ended it, has no day left to end on: the next one would end on it without being asked. */
export async function forgetPauseEnds(
  db: PlatformDb,
  { tenantId, subscriptions }: Pick<LocalState, "tenantId" | "subscriptions">,
  after: SubscriptionState[],
): Promise<void> {
  const paused = new Set(after.filter(({ status }) => status === "paused").map(({ stripeId }) => stripeId));
  const over = subscriptions.filter(({ status, stripeId }) => status === "paused" && !paused.has(stripeId));
  if (over.length === 0) return;
  const ids = over.map(({ stripeId }) => stripeId);
  await db
    .delete(pauseEnds)
    .where(and(eq(pauseEnds.tenantId, tenantId), inArray(pauseEnds.subscriptionId, ids)));
}
