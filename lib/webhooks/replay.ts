import { and, eq, gte, inArray } from "drizzle-orm";
import { z } from "zod";
import { webhookDeliveries } from "@/db/schema/tenant";
import { notFound } from "@/lib/core/errors";
import { wakeEndpoint } from "@/lib/core/fan-out";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { clock } from "@/lib/platform/clock";
import { instant } from "@/lib/platform/instant";
import { lockEndpoint, subjectOf } from "./find-endpoint";
import { delivery, deliveryExample, deliveryReference, endpointExample, endpointReference } from "./schema";

const anew = () => ({ status: "pending" as const, attempts: 0, nextAt: clock.now() });

/** Sends one event again, whatever came of it before: same id, same body, a schedule from its beginning. */
export const replayDelivery = command({
  name: "webhook.replay",
  summary: "Send a webhook delivery again",
  permission: "webhooks:manage",
  input: deliveryReference,
  output: delivery,
  emits: ["webhook.replayed"],
  within: withinPlan("integrations"),
  rest: "POST /webhooks/endpoints/{id}/deliveries/{deliveryId}/replay",
  example: deliveryExample,
  async run({ db, context, emit }, { id, deliveryId }) {
    const tenantId = context.tenant.id;
    const endpoint = await lockEndpoint(db, tenantId, id);
    const [row] = await db
      .update(webhookDeliveries)
      .set(anew())
      .where(
        and(
          eq(webhookDeliveries.tenantId, tenantId),
          eq(webhookDeliveries.endpointId, id),
          eq(webhookDeliveries.id, deliveryId),
        ),
      )
      .returning();
    if (!row) throw notFound("thing");
    await emit("webhook.replayed", subjectOf(endpoint), { count: 1 });
    await wakeEndpoint(db, tenantId, id);
    return row;
  },
});

/** Sends again what was given up or canceled since a moment, of the last 30 days at most. */
export const replayFailed = command({
  name: "webhook.replay_failed",
  summary: "Send all failed webhook deliveries again",
  permission: "webhooks:manage",
  input: endpointReference.extend({ since: instant.optional() }),
  output: z.object({ count: z.int() }),
  emits: ["webhook.replayed"],
  within: withinPlan("integrations"),
  rest: "POST /webhooks/endpoints/{id}/replay",
  example: { ...endpointExample, since: "2027-01-31T09:00:00.000Z" },
  async run({ db, context, emit }, { id, since }) {
    const tenantId = context.tenant.id;
    const endpoint = await lockEndpoint(db, tenantId, id);
    const { rowCount } = await db
      .update(webhookDeliveries)
      .set(anew())
      .where(
        and(
          eq(webhookDeliveries.tenantId, tenantId),
          eq(webhookDeliveries.endpointId, id),
          inArray(webhookDeliveries.status, ["exhausted", "canceled"]),
          since && gte(webhookDeliveries.createdAt, since),
        ),
      );
    const count = rowCount ?? 0;
    await emit("webhook.replayed", subjectOf(endpoint), { count });
    if (count > 0) await wakeEndpoint(db, tenantId, id);
    return { count };
  },
});
