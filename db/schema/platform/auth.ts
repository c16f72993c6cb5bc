import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text } from "drizzle-orm/pg-core";
import { createdAt, instant } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";
import { users } from "./users";

/**
 * One row per sign-in. A session without a tenant belongs to the root domain; one with a tenant to that very membership.
 * Whether one lives is said once, in `platform.living_session()`.
 */
export const sessions = platform.table(
  "sessions",
  {
    id: text("id").primaryKey(),
    tenantId: text("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userEpoch: integer("user_epoch").notNull().default(0),
    membershipId: text("membership_id"),
    /** The session it was handed over from: it ends with that one, and no later. */
    parentId: text("parent_id"),
    ticketHash: text("ticket_hash"),
    ip: text("ip"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("sessions_user_index").on(t.userId), index("sessions_parent_index").on(t.parentId)],
);

const purposes = ["verify_email", "reset_password", "sign_up", "open_workspace", "sign_in"] as const;

/** Secrets that travel by mail: stored hashed, good for one use. */
export const emailTokens = platform.table(
  "email_tokens",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose", { enum: purposes }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    email: text("email").notNull(),
    userId: text("user_id").references(() => users.id, { onDelete: "cascade" }),
    userEpoch: integer("user_epoch").notNull().default(0),
    tenantId: text("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
    data: jsonb("data").$type<Record<string, string>>().notNull().default({}),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    check(
      "email_tokens_purpose_check",
      sql`${t.purpose} in ('verify_email', 'reset_password', 'sign_up', 'open_workspace', 'sign_in')`,
    ),
  ],
);

/** A one-time code that carries a person from one host to another, bound to the browser and the session that asked. */
export const handoffs = platform.table("handoffs", {
  codeHash: text("code_hash").primaryKey(),
  nonceHash: text("nonce_hash").notNull(),
  userId: text("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  tenantId: text("tenant_id")
    .notNull()
    .references(() => tenants.id, { onDelete: "cascade" }),
  sessionId: text("session_id").references(() => sessions.id, { onDelete: "cascade" }),
  userEpoch: integer("user_epoch").notNull().default(0),
  membershipId: text("membership_id"),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** Fixed-window counters: how often something was tried or sent, by whom and to whom. */
export const rateCounters = platform.table("rate_counters", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  resetsAt: instant("resets_at").notNull(),
});
