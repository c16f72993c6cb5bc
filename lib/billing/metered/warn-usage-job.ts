import { z } from "zod";
import { tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { warnUsage } from "./warn-usage";

/** Every hour, after storage was measured: whoever comes near a metered limit hears of it. */
export const warnUsageJob = job({
  name: "billing.warn_usage",
  payload: z.object({}),
  schedule: "27 * * * *",
  async run() {
    const ids = await withPlatform((db) => db.select({ id: tenants.id }).from(tenants));
    const failures: unknown[] = [];
    for (const { id } of ids) await warnUsage(id).catch((cause) => failures.push(cause));
    if (failures.length > 0) throw new AggregateError(failures, "some workspaces could not be warned");
  },
});
