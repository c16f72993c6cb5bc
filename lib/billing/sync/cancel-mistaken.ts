import { z } from "zod";
import { withPlatform } from "@/db/tenant";
import { cancelAtOnce } from "@/lib/billing/stripe/cancel-at-once";
import { job } from "@/lib/core/job";
import { log } from "@/lib/platform/log";
import { requestSync, settleMs } from "./lease";

/**
 * Undoes a second subscription that came of a checkout we had already replaced: ends it and credits what was unused.
 * Nothing else is ever canceled on its own; which of two wanted subscriptions is wanted, only people know.
 */
export const cancelMistakenJob = job({
  name: "billing.cancel_mistaken",
  payload: z.object({ customerId: z.string(), subscriptionId: z.string() }),
  async run({ customerId, subscriptionId }) {
    await cancelAtOnce(subscriptionId);
    log().warn({ customerId, subscriptionId }, "a subscription of a superseded checkout was canceled");
    await withPlatform((db) => requestSync(db, customerId, settleMs));
  },
});
