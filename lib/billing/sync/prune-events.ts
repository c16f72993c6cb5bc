import { and, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { billingSync, stripeEvents } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { clock, days } from "@/lib/platform/clock";

/** As long as Stripe itself keeps an event, and so as long as one can be delivered again. */
const keptMs = days(30);

/** Every night: forgets handled events. Those that still wait, or died, stay until somebody has dealt with them. */
export const pruneEventsJob = job({
  name: "billing.prune_events",
  payload: z.object({}),
  schedule: "47 3 * * *",
  async run() {
    await withPlatform(tickStragglers);
    const isHandled = inArray(stripeEvents.status, ["done", "ignored", "unmatched"]);
    await withPlatform((db) =>
      db.delete(stripeEvents).where(and(isHandled, lt(stripeEvents.receivedAt, clock.in(-keptMs)))),
    );
  },
});

/** An event that was stored while the sync that covers it was finishing has been seen, and says so now. */
async function tickStragglers(db: PlatformDb): Promise<void> {
  await db.execute(sql`
    update ${stripeEvents} e set status = 'done' from ${billingSync} s
     where e.customer_id = s.customer_id and e.status = 'pending' and e.sequence <= s.applied`);
}
