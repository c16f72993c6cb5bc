import { and, asc, eq, isNull, lte, or } from "drizzle-orm";
import { z } from "zod";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import { type TenantDb, withTenant } from "@/db/tenant";
import { deliveryJob, wakeEndpoint } from "@/lib/core/fan-out";
import { job } from "@/lib/core/job";
import { clock, seconds } from "@/lib/platform/clock";
import { signingSecrets } from "./endpoint-secrets";
import { post } from "./post";
import { messageOf } from "./render";
import { settle } from "./settle";
import { signedHeaders } from "./signature";
import { attemptMs, mostAtOnce } from "./values";

type Endpoint = typeof webhookEndpoints.$inferSelect;
type Delivery = typeof webhookDeliveries.$inferSelect;

/** After so long another endpoint, or another job, has its turn. */
const turnMs = seconds(5);
/** A turn, its last requests, and room to write down what came of them. */
const leaseMs = turnMs + attemptMs + seconds(20);

/**
 * Sends what is due for one endpoint, a few at a time. One worker has an endpoint in hand: whoever comes meanwhile leaves it
 * to that one, which looks again before it lets go. Where its process dies, the lease runs out and what was sent but not
 * written down is sent again, under the same id.
 */
export const deliverWebhooksJob = job({
  name: deliveryJob.name,
  payload: z.object({ tenantId: z.string(), endpointId: z.string() }),
  async run({ tenantId, endpointId }) {
    const endpoint = await withTenant(tenantId, (db) => lease(db, tenantId, endpointId));
    if (!endpoint) return;
    try {
      await sendFor(endpoint);
    } finally {
      await withTenant(tenantId, (db) => release(db, endpoint));
    }
  },
});

const endpointOf = ({ tenantId, id }: Pick<Endpoint, "tenantId" | "id">) =>
  and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.id, id));

async function lease(db: TenantDb, tenantId: string, id: string): Promise<Endpoint | null> {
  const isFree = or(isNull(webhookEndpoints.leasedUntil), lte(webhookEndpoints.leasedUntil, clock.now()));
  const isActive = eq(webhookEndpoints.status, "active");
  const [mine] = await db
    .update(webhookEndpoints)
    .set({ leasedUntil: clock.in(leaseMs) })
    .where(and(endpointOf({ tenantId, id }), isActive, isFree))
    .returning();
  if (mine) return mine;
  const [held] = await db
    .select()
    .from(webhookEndpoints)
    .where(and(endpointOf({ tenantId, id }), isActive))
    // Whoever lets go of it meanwhile says afterwards when to look again, and not before this.
    .for("update");
  // Should the one who has it die, somebody has to look.
  if (held) await wakeEndpoint(db, tenantId, id, held.leasedUntil ?? clock.now());
  return null;
}

async function release(db: TenantDb, { tenantId, id }: Endpoint): Promise<void> {
  await db.update(webhookEndpoints).set({ leasedUntil: null }).where(endpointOf({ tenantId, id }));
  const [next] = await db
    .select({ nextAt: webhookDeliveries.nextAt })
    .from(webhookDeliveries)
    .where(pendingOf({ tenantId, id }))
    .orderBy(asc(webhookDeliveries.nextAt))
    .limit(1);
  if (next) await wakeEndpoint(db, tenantId, id, next.nextAt);
}

const pendingOf = ({ tenantId, id }: Pick<Endpoint, "tenantId" | "id">) =>
  and(
    eq(webhookDeliveries.tenantId, tenantId),
    eq(webhookDeliveries.endpointId, id),
    eq(webhookDeliveries.status, "pending"),
  );

async function sendFor(endpoint: Endpoint): Promise<void> {
  const secrets = await signingSecrets(endpoint);
  const endsAt = performance.now() + turnMs;
  while (performance.now() < endsAt) {
    const due = await withTenant(endpoint.tenantId, (db) => findDue(db, endpoint));
    await Promise.all(due.map((one) => attempt(endpoint, secrets, one)));
    if (due.length < mostAtOnce) return;
  }
}

/** Nothing where the endpoint was paused or deleted meanwhile. */
async function findDue(db: TenantDb, endpoint: Endpoint): Promise<Delivery[]> {
  const rows = await db
    .select({ delivery: webhookDeliveries })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, and(endpointOf(endpoint), eq(webhookEndpoints.status, "active")))
    .where(and(pendingOf(endpoint), lte(webhookDeliveries.nextAt, clock.now())))
    .orderBy(asc(webhookDeliveries.nextAt), asc(webhookDeliveries.id))
    .limit(mostAtOnce);
  return rows.map(({ delivery }) => delivery);
}

async function attempt(endpoint: Endpoint, secrets: string[], delivery: Delivery): Promise<void> {
  const { tenantId, url } = endpoint;
  const { eventId: id } = delivery;
  const body = await withTenant(tenantId, (db) => messageOf(db, tenantId, id));
  const answer =
    body === null
      ? { status: null, text: "The event is gone", durationMs: 0, retryAfter: null, isFinal: true }
      : await post({ url, body, headers: signedHeaders({ id, at: clock.now(), body }, secrets) });
  await withTenant(tenantId, (db) => settle(db, endpoint, delivery, answer));
}
