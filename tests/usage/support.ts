import { withTenant } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import type { MetricId } from "@/lib/usage/metrics";
import { currentPeriod, listPeriods } from "@/lib/usage/periods";
import { type UsageEventInput, usageEventInput } from "@/lib/usage/schema";
import { totalsOf } from "@/lib/usage/totals";

/** What a sender said, as the door leaves it. */
export const event = (input: UsageEventInput) => usageEventInput.parse(input);

/** What was counted in a period, the running one unless another is named: in its last minutes the next is there already. */
export async function totals(tenantId: string, periodStart?: Date, metric: MetricId = "apiCalls") {
  return withTenant(tenantId, async (db) => {
    const now = clock.now();
    const running = currentPeriod(await listPeriods(db, tenantId, now), now);
    return totalsOf(db, tenantId, metric, periodStart ?? running.startsAt);
  });
}
