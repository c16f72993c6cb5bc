import { and, asc, count, desc, eq, getTableColumns } from "drizzle-orm";
import { z } from "zod";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import { notFound } from "@/lib/core/errors";
import { listOutput } from "@/lib/core/listing";
import { query } from "@/lib/core/operation";
import { getRow } from "./find-endpoint";
import { deliveryListing, listDeliveriesInput } from "./listing";
import {
  attempt,
  delivery,
  deliveryExample,
  deliveryReference,
  endpoint,
  endpointExample,
  endpointReference,
} from "./schema";

/** All endpoints, oldest first. */
export const listEndpoints = query({
  name: "webhook.list",
  summary: "List webhook endpoints",
  permission: "webhooks:read",
  input: z.strictObject({}),
  output: z.array(endpoint),
  rest: "GET /webhooks/endpoints",
  example: {},
  run: ({ db, context }) =>
    db
      .select()
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.tenantId, context.tenant.id))
      .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id)),
});

/** One endpoint with how many deliveries of the last 30 days are in which state. Throws `not_found`. */
export const getEndpoint = query({
  name: "webhook.get",
  summary: "Get a webhook endpoint",
  permission: "webhooks:read",
  input: endpointReference,
  output: endpoint.extend({
    deliveries: z.object({
      pending: z.int(),
      delivered: z.int(),
      exhausted: z.int(),
      canceled: z.int(),
    }),
  }),
  rest: "GET /webhooks/endpoints/{id}",
  example: endpointExample,
  async run({ db, context }, { id }) {
    const row = await getRow(db, context.tenant.id, id);
    const rows = await db
      .select({ status: webhookDeliveries.status, total: count() })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.tenantId, context.tenant.id), eq(webhookDeliveries.endpointId, id)))
      .groupBy(webhookDeliveries.status);
    const deliveries = { pending: 0, delivered: 0, exhausted: 0, canceled: 0 };
    for (const { status, total } of rows) deliveries[status] = total;
    return { ...row, deliveries };
  },
});

/** What one endpoint was sent, newest first, 25 at a time. */
export const listDeliveries = query({
  name: "webhook.deliveries",
  summary: "List a webhook endpoint's deliveries",
  permission: "webhooks:read",
  input: listDeliveriesInput,
  output: listOutput(delivery),
  rest: "GET /webhooks/endpoints/{id}/deliveries",
  example: { ...endpointExample, status: "pending" },
  async run({ db, context }, asked) {
    const { id, status } = asked;
    await getRow(db, context.tenant.id, id);
    const wanted = and(
      eq(webhookDeliveries.tenantId, context.tenant.id),
      eq(webhookDeliveries.endpointId, id),
      status && eq(webhookDeliveries.status, status),
    );
    return deliveryListing.page(asked, {
      count: () => db.$count(webhookDeliveries, wanted),
      find: ({ sortKey, where, orderBy, limit, offset }) =>
        db
          .select({ ...getTableColumns(webhookDeliveries), sortKey })
          .from(webhookDeliveries)
          .where(and(wanted, where))
          .orderBy(...orderBy)
          .limit(limit)
          .offset(offset),
    });
  },
});

/** One delivery with its attempts, newest first. Throws `not_found`. */
export const getDelivery = query({
  name: "webhook.delivery",
  summary: "Get a webhook delivery with its attempts",
  permission: "webhooks:read",
  input: deliveryReference,
  output: delivery.extend({ history: z.array(attempt) }),
  rest: "GET /webhooks/endpoints/{id}/deliveries/{deliveryId}",
  example: deliveryExample,
  async run({ db, context }, { id, deliveryId }) {
    const tenantId = context.tenant.id;
    const [row] = await db
      .select()
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.tenantId, tenantId),
          eq(webhookDeliveries.endpointId, id),
          eq(webhookDeliveries.id, deliveryId),
        ),
      );
    if (!row) throw notFound("thing");
    const history = await db
      .select()
      .from(webhookAttempts)
      .where(and(eq(webhookAttempts.tenantId, tenantId), eq(webhookAttempts.deliveryId, deliveryId)))
      .orderBy(desc(webhookAttempts.id))
      .limit(50);
    return { ...row, history };
  },
});
