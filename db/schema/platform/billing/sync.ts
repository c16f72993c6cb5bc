import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text } from "drizzle-orm/pg-core";
import { instant, updatedAt } from "../../columns";
import { platform } from "../schema";
import { billedTenant, counter } from "./columns";

/** The inbox: every signed event, kept before it is answered. */
export const stripeEvents = platform.table(
  "stripe_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    apiVersion: text("api_version"),
    objectId: text("object_id"),
    objectType: text("object_type"),
    customerId: text("customer_id"),
    requestId: text("request_id"),
    payload: jsonb("payload").notNull(),
    status: text("status", { enum: ["pending", "done", "unmatched", "ignored", "dead"] }).notNull(),
    /** The customer's `wanted` when this came in: a sync that applied as much has seen it. */
    sequence: counter("sequence"),
    deliveries: integer("deliveries").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
  },
  (t) => [
    index("stripe_events_customer_index")
      .on(t.customerId, t.sequence)
      .where(sql`${t.status} in ('pending', 'dead')`),
    check(
      "stripe_events_status_check",
      sql`${t.status} in ('pending', 'done', 'unmatched', 'ignored', 'dead')`,
    ),
  ],
);

/** One line per customer: how much was asked for, how much is applied, and who is at it. */
export const billingSync = platform.table(
  "billing_sync",
  {
    customerId: text("customer_id").primaryKey(),
    wanted: counter("wanted").notNull().default(0),
    applied: counter("applied").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    leaseToken: text("lease_token"),
    leaseUntil: instant("lease_until"),
    /** When to look again though nothing happens: a reminder falls due, or a grace ends. By Stripe's clock. */
    wakeAt: instant("wake_at"),
    attempts: integer("attempts").notNull().default(0),
    status: text("status", { enum: ["live", "dead"] })
      .notNull()
      .default("live"),
    lastError: text("last_error"),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("billing_sync_due_index")
      .on(t.dueAt)
      .where(sql`${t.applied} < ${t.wanted} and ${t.status} = 'live'`),
    index("billing_sync_wake_index").on(t.wakeAt).where(sql`${t.wakeAt} is not null`),
    check("billing_sync_status_check", sql`${t.status} in ('live', 'dead')`),
  ],
);

/** Where the nightly sweep found our image to differ from Stripe: it must stay empty. */
export const billingDrift = platform.table(
  "billing_drift",
  {
    id: text("id").primaryKey(),
    tenantId: billedTenant(),
    customerId: text("customer_id").notNull(),
    objectId: text("object_id").notNull(),
    field: text("field").notNull(),
    local: jsonb("local"),
    remote: jsonb("remote"),
    foundAt: instant("found_at").notNull().defaultNow(),
  },
  (t) => [index("billing_drift_found_index").on(t.foundAt.desc())],
);

/** Which of Stripe's accounts all of this is of. One line; the key it was compared with as a hash. */
export const billingStripeAccount = platform.table("billing_stripe_account", {
  id: text("id").primaryKey(),
  /** Null where the key may not say. */
  accountId: text("account_id"),
  isLive: boolean("is_live").notNull(),
  keyHash: text("key_hash").notNull(),
});

/** How far the search for events that never reached us has come. One line. */
export const billingRecovery = platform.table("billing_recovery", {
  id: text("id").primaryKey(),
  recoveredUntil: instant("recovered_until").notNull(),
});
