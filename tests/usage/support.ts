import { withTenant } from "@/db/tenant";
import type { MetricId } from "@/lib/usage/metrics";
import { listPeriods } from "@/lib/usage/periods";
import { type UsageEventInput, usageEventInput } from "@/lib/usage/schema";
import { totalsOf } from "@/lib/usage/totals";

/** What a sender said, as the door leaves it. */
export const event = (input: UsageEventInput) => usageEventInput.parse(input);

export async function totals(tenantId: string, periodStart?: Date, metric: MetricId = "apiCalls") {
  return withTenant(tenantId, async (db) => {
    const start = periodStart ?? (await listPeriods(db, tenantId)).at(-1)?.startsAt ?? new Date();
    return totalsOf(db, tenantId, metric, start);
  });
}
