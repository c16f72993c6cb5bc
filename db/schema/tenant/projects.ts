import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId, updatedAt } from "../columns";

export const projects = pgTable(
  "projects",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    name: text("name").notNull(),
    /** Of what is seen of the name, so that no two look the same; null for one that already did. */
    nameKey: text("name_key"),
    description: text("description").notNull().default(""),
    status: text("status", { enum: ["active", "archived"] })
      .notNull()
      .default("active"),
    /** Rises with every change; a form sends the one it was drawn from, so that a stale page is noticed. */
    version: integer("version").notNull().default(1),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("projects_seen_name_key").on(t.tenantId, t.nameKey),
    uniqueIndex("projects_name_key").on(t.tenantId, sql`lower(${t.name})`),
    index("projects_updated_index").on(
      t.tenantId,
      t.status,
      t.updatedAt.desc().nullsFirst(),
      t.id.desc().nullsFirst(),
    ),
    check("projects_status_check", sql`${t.status} in ('active', 'archived')`),
  ],
);
