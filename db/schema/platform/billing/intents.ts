import { sql } from "drizzle-orm";
import { check, jsonb, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, updatedAt } from "../../columns";
import { platform } from "../schema";
import { billedTenant } from "./columns";

/** What we are about to ask Stripe for, written first: its id is the idempotency key, whoever asks again. */
export const billingIntents = platform.table(
  "billing_intents",
  {
    id: text("id").primaryKey(),
    tenantId: billedTenant(),
    kind: text("kind", {
      enum: [
        "customer",
        "checkout",
        "change",
        "cancel",
        "pause",
        "resume",
        "discount",
        "schedule",
        "payment",
        "recipient",
        "card",
        "operator",
      ],
    }).notNull(),
    params: jsonb("params").$type<Record<string, unknown>>().notNull(),
    paramsHash: text("params_hash").notNull(),
    status: text("status", { enum: ["pending", "open", "completed", "superseded", "expired", "failed"] })
      .notNull()
      .default("pending"),
    /** What Stripe made of it: a customer, a Checkout Session. */
    stripeId: text("stripe_id").unique(),
    expiresAt: instant("expires_at"),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("billing_intents_open_key")
      .on(t.tenantId, t.kind)
      .where(sql`${t.status} in ('pending', 'open')`),
    check(
      "billing_intents_status_check",
      sql`${t.status} in ('pending', 'open', 'completed', 'superseded', 'expired', 'failed')`,
    ),
  ],
);
