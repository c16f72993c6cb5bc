import { sql } from "drizzle-orm";
import { webhookDeliveries } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { createEndpoint } from "@/lib/webhooks/create-endpoint";
import { deliverWebhooksJob } from "@/lib/webhooks/deliver";
import { type TestWorkspace, workspace } from "../support/world";

/** A workspace with an endpoint that has been sent nothing: events of webhooks themselves are not asked for. */
export async function listening(url: string, types = ["project.*"]) {
  const home = await workspace({ plan: "enterprise" });
  const endpoint = await home.owner.run(createEndpoint, { url, types });
  return { ...home, endpoint, endpointId: endpoint.id };
}

export const deliveriesOf = ({ id }: Pick<TestWorkspace, "id">) =>
  withTenant(id, (db) => db.select().from(webhookDeliveries).orderBy(webhookDeliveries.id));

/** Works as the queue would, until nothing is due at `clock`'s time. */
export async function deliverDue({ id, endpointId }: { id: string; endpointId: string }): Promise<void> {
  const now = clock.now().toISOString();
  const due = async () => {
    const [row] = await withTenant(id, (db) =>
      db
        .select({ total: sql<number>`count(*)::int` })
        .from(webhookDeliveries)
        .where(sql`status = 'pending' and next_at <= ${now}::timestamptz and exists (
          select 1 from webhook_endpoints e where e.id = endpoint_id and e.status = 'active')`),
    );
    return row?.total ?? 0;
  };
  while ((await due()) > 0) await deliverWebhooksJob.run({ tenantId: id, endpointId });
}
