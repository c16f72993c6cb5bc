import { index, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, tenantId } from "../columns";
import type { events } from "../tenant/events";
import { platform } from "./schema";

export type EventLine = Omit<typeof events.$inferInsert, "tenantId" | "id" | "createdAt">;

/**
 * What the platform's own transactions add to a workspace's history, on its way to the store in which that lives. A row is
 * here from the commit until it was delivered there.
 */
export const eventOutbox = platform.table(
  "event_outbox",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    /** The line as the history will hold it, but for its workspace, its id and its time. */
    line: jsonb("line").$type<EventLine>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), index("event_outbox_created_index").on(t.createdAt)],
);
