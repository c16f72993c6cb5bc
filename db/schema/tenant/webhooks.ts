import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId, updatedAt } from "../columns";

/** Where a workspace wants its events sent. */
export const webhookEndpoints = pgTable(
  "webhook_endpoints",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** Exact (`project.created`), all of a noun (`project.*`), or everything (`*`). */
    types: text("types").array().notNull(),
    status: text("status", { enum: ["active", "paused", "disabled"] })
      .notNull()
      .default("active"),
    /** Why we stopped sending: it only failed, or it said that it is gone. */
    reason: text("reason", { enum: ["failing", "gone"] }),
    /** Sealed for this row. The previous one signs too until its time is over. */
    secret: text("secret").notNull(),
    previousSecret: text("previous_secret"),
    previousUntil: instant("previous_until"),
    /** Since when and how often in a row it failed, and how many warnings of it were mailed. */
    failingSince: instant("failing_since"),
    failures: integer("failures").notNull().default(0),
    warnings: integer("warnings").notNull().default(0),
    /** Until when one worker has it in hand. */
    leasedUntil: instant("leased_until"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    check("webhook_endpoints_status_check", sql`${t.status} in ('active', 'paused', 'disabled')`),
  ],
);

/** What is sent of an event, byte for byte the same to every endpoint and at every attempt. */
export const webhookMessages = pgTable(
  "webhook_messages",
  {
    tenantId: tenantId(),
    /** The event's. */
    id: text("id").notNull(),
    body: text("body").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** One event for one endpoint, written in the transaction that made the event true. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    endpointId: text("endpoint_id").notNull(),
    eventId: text("event_id").notNull(),
    type: text("type").notNull(),
    status: text("status", { enum: ["pending", "delivered", "exhausted", "canceled"] })
      .notNull()
      .default("pending"),
    /** Since it was last begun: replaying begins anew. */
    attempts: integer("attempts").notNull().default(0),
    nextAt: instant("next_at").notNull(),
    /** The status of the last answer; null where there was none. */
    lastStatus: integer("last_status"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("webhook_deliveries_event_key").on(t.tenantId, t.endpointId, t.eventId),
    index("webhook_deliveries_due_index")
      .on(t.tenantId, t.endpointId, t.nextAt)
      .where(sql`${t.status} = 'pending'`),
    index("webhook_deliveries_log_index").on(t.tenantId, t.endpointId, t.id.desc().nullsFirst()),
    check(
      "webhook_deliveries_status_check",
      sql`${t.status} in ('pending', 'delivered', 'exhausted', 'canceled')`,
    ),
  ],
);

/** One request and what came of it. */
export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    deliveryId: text("delivery_id").notNull(),
    /** Null where nobody answered; `answer` then says why. */
    status: integer("status"),
    durationMs: integer("duration_ms").notNull(),
    /** The first kilobyte of what was answered. */
    answer: text("answer").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("webhook_attempts_delivery_index").on(t.tenantId, t.deliveryId, t.id.desc().nullsFirst()),
  ],
);
