import { text, timestamp } from "drizzle-orm/pg-core";

/** A UTC instant with microseconds in the database and milliseconds in JavaScript. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date", precision: 3 });
export const createdAt = () => instant("created_at").notNull().defaultNow();
export const updatedAt = () => instant("updated_at").notNull().defaultNow();
export const tenantId = () => text("tenant_id").notNull();
