import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { entitlements, tenants } from "@/db/schema/platform";
import { withPlatform, withTenant } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { measureStorage } from "./measure-storage";
import { purgeUsage } from "./purge-usage";

/** Every hour: how much each workspace keeps. One that is paused keeps what it has, so it is left alone. */
export const measureStorageJob = job({
  name: "usage.measure_storage",
  payload: z.object({}),
  schedule: "22 * * * *",
  run: () => inEach((tenantId) => withTenant(tenantId, (db) => measureStorage(db, tenantId))),
});

/** Every night: raw events and days that nobody asks for any more. */
export const purgeUsageJob = job({
  name: "usage.purge",
  payload: z.object({}),
  schedule: "40 3 * * *",
  run: () =>
    inEach(async (tenantId) => {
      while (await withTenant(tenantId, (db) => purgeUsage(db, tenantId)));
    }),
});

/** One workspace after the other. One that fails does not keep the others waiting; the job is tried again for it. */
async function inEach(work: (tenantId: string) => Promise<void>): Promise<void> {
  const ids = await withPlatform((db) =>
    db
      .select({ id: tenants.id })
      .from(tenants)
      .innerJoin(entitlements, eq(entitlements.tenantId, tenants.id))
      .where(and(eq(tenants.status, "active"), ne(entitlements.access, "suspended"))),
  );
  const failures: unknown[] = [];
  for (const { id } of ids) await work(id).catch((cause) => failures.push(cause));
  if (failures.length > 0)
    throw new AggregateError(failures, `usage upkeep failed for ${failures.length} workspaces`);
}
