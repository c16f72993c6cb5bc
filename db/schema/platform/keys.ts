import { sql } from "drizzle-orm";
import { check, integer, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";

/**
 * The keys a workspace's secrets are sealed with, each wrapped by one that is not in the database. They stay here when the
 * workspace's rows move to a database of their own: who holds those then still holds no key. A destroyed one leaves its line.
 */
export const tenantKeys = platform.table(
  "tenant_keys",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    purpose: text("purpose").notNull(),
    version: integer("version").notNull(),
    kekId: text("kek_id").notNull(),
    wrapped: text("wrapped"),
    state: text("state", { enum: ["active", "retired", "destroyed"] })
      .notNull()
      .default("active"),
    createdAt: createdAt(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.purpose, t.version] }),
    uniqueIndex("tenant_keys_active_key").on(t.tenantId, t.purpose).where(sql`${t.state} = 'active'`),
    check("tenant_keys_state_check", sql`${t.state} in ('active', 'retired', 'destroyed')`),
    check("tenant_keys_wrapped_check", sql`(${t.state} = 'destroyed') = (${t.wrapped} is null)`),
  ],
);
