import { and, eq, lt } from "drizzle-orm";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import { wakeEndpoint } from "@/lib/core/fan-out";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { clock } from "@/lib/platform/clock";
import { lockEndpoint, subjectOf, thisEndpoint } from "./find-endpoint";
import { endpoint, endpointExample, endpointReference } from "./schema";
import { pausedKeptMs } from "./values";

/** Sends nothing until it is resumed; events are collected meanwhile. Pausing twice is harmless. */
export const pauseEndpoint = command({
  name: "webhook.pause",
  summary: "Pause a webhook endpoint",
  permission: "webhooks:manage",
  input: endpointReference,
  output: endpoint,
  emits: ["webhook.endpoint_paused"],
  emitsNothing: "it may be at rest already",
  openBeyondLimit: "it makes room",
  rest: "POST /webhooks/endpoints/{id}/pause",
  example: endpointExample,
  async run({ db, context, emit }, { id }) {
    const before = await lockEndpoint(db, context.tenant.id, id);
    if (before.status !== "active") return before;
    const change = { status: "paused" as const, updatedAt: clock.now() };
    await db.update(webhookEndpoints).set(change).where(thisEndpoint(context.tenant.id, id));
    await emit("webhook.endpoint_paused", subjectOf(before));
    return { ...before, ...change };
  },
});

/** Sends again, also after it was disabled. What it collected goes out, unless it is older than 75 hours. */
export const resumeEndpoint = command({
  name: "webhook.resume",
  summary: "Resume a webhook endpoint",
  permission: "webhooks:manage",
  input: endpointReference,
  output: endpoint,
  emits: ["webhook.endpoint_resumed"],
  emitsNothing: "it may be active already",
  within: withinPlan("integrations"),
  rest: "POST /webhooks/endpoints/{id}/resume",
  example: endpointExample,
  async run({ db, context, emit }, { id }) {
    const tenantId = context.tenant.id;
    const before = await lockEndpoint(db, tenantId, id);
    if (before.status === "active") return before;
    const change = {
      ...{ status: "active" as const, reason: null, failingSince: null, failures: 0, warnings: 0 },
      updatedAt: clock.now(),
    };
    await db.update(webhookEndpoints).set(change).where(thisEndpoint(tenantId, id));
    await db
      .update(webhookDeliveries)
      .set({ status: "canceled" })
      .where(
        and(
          eq(webhookDeliveries.tenantId, tenantId),
          eq(webhookDeliveries.endpointId, id),
          eq(webhookDeliveries.status, "pending"),
          lt(webhookDeliveries.createdAt, clock.in(-pausedKeptMs)),
        ),
      );
    await emit("webhook.endpoint_resumed", subjectOf(before));
    await wakeEndpoint(db, tenantId, id);
    return { ...before, ...change };
  },
});
