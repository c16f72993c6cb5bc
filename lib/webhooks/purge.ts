import { and, eq, lt, ne } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "@/db/schema/platform";
import { webhookAttempts, webhookDeliveries, webhookMessages } from "@/db/schema/tenant";
import { withPlatform, withTenant } from "@/db/tenant";
import { job } from "@/lib/core/job";
import { clock, days } from "@/lib/platform/clock";
import { keptDays } from "./values";

/** Every night: deliveries, attempts and bodies that are older than a month. */
export const purgeWebhooksJob = job({
  name: "webhook.purge",
  payload: z.object({}),
  schedule: "10 4 * * *",
  async run() {
    const ids = await withPlatform((db) =>
      db.select({ id: tenants.id }).from(tenants).where(eq(tenants.status, "active")),
    );
    const failures: unknown[] = [];
    for (const { id } of ids) await purge(id).catch((cause) => failures.push(cause));
    if (failures.length > 0)
      throw new AggregateError(failures, `webhooks of ${failures.length} workspaces were kept`);
  },
});

/** What is still to be sent stays; a body that is gone is rendered again. */
const purge = (tenantId: string) =>
  withTenant(tenantId, async (db) => {
    const before = clock.in(-days(keptDays));
    for (const table of [webhookAttempts, webhookMessages])
      await db.delete(table).where(and(eq(table.tenantId, tenantId), lt(table.createdAt, before)));
    await db
      .delete(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.tenantId, tenantId),
          lt(webhookDeliveries.createdAt, before),
          ne(webhookDeliveries.status, "pending"),
        ),
      );
  });
