import { and, arrayOverlaps, eq, ne } from "drizzle-orm";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { enqueue } from "./job";

/** The job that sends what is due for one endpoint; `lib/webhooks` does it. */
export const deliveryJob = { name: "webhook.deliver" } as const;

interface NewEvent {
  id: string;
  type: string;
  /** What was refused is for the history alone. */
  risk?: string | null;
}

/** The ways in which an endpoint may ask for an event: itself, all of its noun, everything. */
export const asksFor = (type: string): string[] => [type, `${type.split(".")[0]}.*`, "*"];

/**
 * Leaves a delivery for every endpoint that asked for these events, in the transaction that adds them to the history: one is
 * sent if and only if it happened. Endpoints that pause keep collecting.
 */
export async function fanOut(db: TenantDb, tenantId: string, added: NewEvent[]): Promise<void> {
  const deeds = added.filter(({ risk }) => !risk);
  if (deeds.length === 0) return;
  const types = [...new Set(deeds.flatMap(({ type }) => asksFor(type)))];
  const endpoints = await db
    .select({ id: webhookEndpoints.id, types: webhookEndpoints.types, status: webhookEndpoints.status })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.tenantId, tenantId),
        ne(webhookEndpoints.status, "disabled"),
        arrayOverlaps(webhookEndpoints.types, types),
      ),
    );
  for (const endpoint of endpoints) {
    const wanted = deeds.filter(({ type }) => asksFor(type).some((one) => endpoint.types.includes(one)));
    await db.insert(webhookDeliveries).values(
      wanted.map(({ id: eventId, type }) => ({
        ...{ tenantId, id: newId("whd"), endpointId: endpoint.id, eventId, type },
        nextAt: clock.now(),
      })),
    );
    if (endpoint.status === "active") await wakeEndpoint(db, tenantId, endpoint.id);
  }
}

/**
 * Queues the sending of what is due for an endpoint, now or at `runAt`; while one waits, another takes its place. What is to
 * come later has a key of its own: it would put off what an event has just asked for.
 */
export const wakeEndpoint = (db: TenantDb, tenantId: string, endpointId: string, runAt?: Date) =>
  enqueue(
    db,
    deliveryJob,
    { tenantId, endpointId },
    { key: `${deliveryJob.name}:${tenantId}:${endpointId}${runAt ? ":later" : ""}`, runAt },
  );
