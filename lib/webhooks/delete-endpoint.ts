import { and, eq, inArray } from "drizzle-orm";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import { command } from "@/lib/core/operation";
import { lockEndpoint, subjectOf, thisEndpoint } from "./find-endpoint";
import { endpointExample, endpointReference } from "./schema";

/** Deletes an endpoint with its log for good. What waits for it is never sent. */
export const deleteEndpoint = command({
  name: "webhook.delete",
  summary: "Delete a webhook endpoint",
  permission: "webhooks:manage",
  input: endpointReference,
  output: endpointReference,
  emits: ["webhook.endpoint_deleted"],
  openBeyondLimit: "it makes room",
  rest: "DELETE /webhooks/endpoints/{id}",
  example: endpointExample,
  async run({ db, context, emit }, { id }) {
    const tenantId = context.tenant.id;
    const gone = await lockEndpoint(db, tenantId, id);
    const its = and(eq(webhookDeliveries.tenantId, tenantId), eq(webhookDeliveries.endpointId, id));
    const ids = db.select({ id: webhookDeliveries.id }).from(webhookDeliveries).where(its);
    await db
      .delete(webhookAttempts)
      .where(and(eq(webhookAttempts.tenantId, tenantId), inArray(webhookAttempts.deliveryId, ids)));
    await db.delete(webhookDeliveries).where(its);
    await db.delete(webhookEndpoints).where(thisEndpoint(tenantId, id));
    await emit("webhook.endpoint_deleted", subjectOf(gone));
    return { id };
  },
});
