import { z } from "zod";
import { withPlatform } from "@/db/tenant";
import { putNameBack } from "@/lib/billing/stripe/card-holder";
import { job } from "@/lib/core/job";
import { requestSync, settleMs } from "./lease";

/** Makes the next invoices out to the workspace, or whom it has named, after a checkout that left the name on the card there. */
export const restoreNameJob = job({
  name: "billing.restore_name",
  payload: z.object({ customerId: z.string(), name: z.string(), subscriptionId: z.string() }),
  async run({ customerId, ...behind }) {
    await putNameBack(customerId, behind);
    await withPlatform((db) => requestSync(db, customerId, settleMs));
  },
});
