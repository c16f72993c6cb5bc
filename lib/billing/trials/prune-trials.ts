import { and, isNull, lt, or } from "drizzle-orm";
import { z } from "zod";
import { trialRedemptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { clock, days } from "@/lib/platform/clock";

/** How long it counts that somebody had a trial: two years, after which they may have another. */
const keptMs = days(730);

/** Every night: forgets trials of long ago, and claims of checkouts that were never finished. */
export const pruneTrialsJob = job({
  name: "billing.prune_trials",
  payload: z.object({}),
  schedule: "53 3 * * *",
  async run() {
    const { redeemedAt, claimedUntil } = trialRedemptions;
    const isOver = lt(redeemedAt, clock.in(-keptMs));
    const isLapsed = and(isNull(redeemedAt), lt(claimedUntil, clock.now()));
    await withPlatform((db) => db.delete(trialRedemptions).where(or(isOver, isLapsed)));
  },
});
