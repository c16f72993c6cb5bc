import { sql } from "drizzle-orm";
import { check, index, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId, updatedAt } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";
import { users } from "./users";

const roles = ["owner", "admin", "member", "viewer", "billing"] as const;

export const memberships = platform.table(
  "memberships",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    id: text("id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("memberships_user_key").on(t.tenantId, t.userId),
    index("memberships_user_index").on(t.userId),
    check("memberships_role_check", sql`${t.role} in ('owner', 'admin', 'member', 'viewer', 'billing')`),
  ],
);

export const invitations = platform.table(
  "invitations",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    id: text("id").notNull(),
    email: text("email").notNull(),
    role: text("role", { enum: roles }).notNull(),
    tokenHash: text("token_hash").notNull(),
    status: text("status", { enum: ["pending", "accepted", "revoked"] })
      .notNull()
      .default("pending"),
    invitedBy: text("invited_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("invitations_token_key").on(t.tenantId, t.tokenHash),
    uniqueIndex("invitations_pending_key")
      .on(t.tenantId, sql`lower(${t.email})`)
      .where(sql`${t.status} = 'pending'`),
    check("invitations_role_check", sql`${t.role} in ('admin', 'member', 'viewer', 'billing')`),
    check("invitations_status_check", sql`${t.status} in ('pending', 'accepted', 'revoked')`),
  ],
);
