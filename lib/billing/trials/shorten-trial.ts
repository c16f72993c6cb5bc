import { z } from "zod";
import { withPlatform } from "@/db/tenant";
import { moveTrialEnd } from "@/lib/billing/stripe/operations";
import { readStanding } from "@/lib/billing/stripe/standing";
import { requestSync, settleMs } from "@/lib/billing/sync/lease";
import { job } from "@/lib/core/job";

/** Lets a trial end sooner, as its owners were told. May run twice: the end is a day, and one that is sooner stays. */
export const shortenTrialJob = job({
  name: "billing.shorten_trial",
  payload: z.object({ customerId: z.string(), subscriptionId: z.string(), endsAt: z.iso.datetime() }),
  async run({ customerId, subscriptionId, endsAt }) {
    const end = new Date(endsAt);
    const { status, trialEnd } = await readStanding(subscriptionId);
    if (status === "trialing" && trialEnd && trialEnd > end)
      await moveTrialEnd(subscriptionId, end, `trial-shortened:${subscriptionId}`);
    await withPlatform((db) => requestSync(db, customerId, settleMs));
  },
});
