import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId, updatedAt } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";

/**
 * Keys of a workspace for programs. They stand with the platform, like memberships: a credential is looked up before anything
 * of the workspace's own is opened, and stays where it is when the workspace's store moves.
 */
export const apiKeys = platform.table(
  "api_keys",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    id: text("id").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["admin", "member", "viewer", "billing"] }).notNull(),
    scopes: text("scopes").array().notNull(),
    /** CIDR; from anywhere where there is none. */
    networks: text("networks").array().notNull(),
    requestsPerMinute: integer("requests_per_minute").notNull(),
    /** Who made it, by their id: a key outlives its maker. */
    createdBy: text("created_by").notNull(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    check("api_keys_role_check", sql`${t.role} in ('admin', 'member', 'viewer', 'billing')`),
    check("api_keys_scopes_check", sql`cardinality(${t.scopes}) > 0`),
  ],
);

/** What a key is proven by: one, and until its rotation is over the one before. The secret itself is kept nowhere. */
export const apiKeySecrets = platform.table(
  "api_key_secrets",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    keyId: text("key_id").notNull(),
    /** SHA-256. */
    hash: text("hash").notNull(),
    /** Its last characters, by which somebody tells it from others. */
    hint: text("hint").notNull(),
    endsAt: instant("ends_at"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.hash] }),
    unique("api_key_secrets_hash_key").on(t.hash),
    index("api_key_secrets_key_index").on(t.tenantId, t.keyId),
  ],
);
