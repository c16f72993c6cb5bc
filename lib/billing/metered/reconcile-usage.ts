import { and, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { billingDrift, billingSubscriptions } from "@/db/schema/platform";
import { usagePushes } from "@/db/schema/tenant";
import { withPlatform, withTenant } from "@/db/tenant";
import { type BilledMetric, billedMetrics, readUsage } from "@/lib/billing/stripe/meters";
import { job } from "@/lib/core/job";
import { clock, minutes } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { log } from "@/lib/platform/log";
import { numberOf } from "@/lib/usage/decimal";
import { type BilledWorkspace, findBilled } from "./billed-workspace";

/** Stripe's sums trail what it was told. */
const lagMs = minutes(15);

/** Every night: whether Stripe's idea of every period that is running is what we told it. */
export const reconcileUsageJob = job({
  name: "billing.reconcile_usage",
  payload: z.object({}),
  schedule: "50 4 * * *",
  async run() {
    const rows = await withPlatform((db) =>
      db
        .selectDistinct({ tenantId: billingSubscriptions.tenantId })
        .from(billingSubscriptions)
        .where(inArray(billingSubscriptions.status, ["trialing", "active", "past_due"])),
    );
    for (const { tenantId } of rows) await reconcileUsage(tenantId);
  },
});

/** Records where Stripe's total of a running period is not the one it was told last. Returns how many differ. */
export async function reconcileUsage(tenantId: string): Promise<number> {
  const billed = await findBilled(tenantId);
  if (!billed?.period) return 0;
  let found = 0;
  for (const metric of billedMetrics) {
    const told = await lastTold(tenantId, metric);
    if (told === null) continue;
    const known = (await readUsage(metric, billed.customerId, billed.period)) ?? 0;
    if (known === told) continue;
    await recordDrift(billed, { metric, told, known });
    found++;
  }
  return found;
}

/** The newest total that Stripe has had time to digest; null where there is none to compare. */
async function lastTold(tenantId: string, metric: BilledMetric): Promise<number | null> {
  const [newest] = await withTenant(tenantId, (db) =>
    db
      .select()
      .from(usagePushes)
      .where(and(eq(usagePushes.tenantId, tenantId), eq(usagePushes.metric, metric)))
      .orderBy(desc(usagePushes.periodStart))
      .limit(1),
  );
  if (!newest?.pushedAt || newest.pushedAt > clock.in(-lagMs)) return null;
  return numberOf(newest.total);
}

async function recordDrift(
  { tenantId, customerId, subscriptionId }: BilledWorkspace,
  { metric, told, known }: { metric: BilledMetric; told: number; known: number },
): Promise<void> {
  log().error({ tenantId, metric, told, known }, "Stripe counts other usage than it was told");
  await withPlatform((db) =>
    db.insert(billingDrift).values({
      ...{ id: newId("dft"), tenantId, customerId, objectId: subscriptionId },
      ...{ field: `usage.${metric}`, local: told, remote: known },
    }),
  );
}
