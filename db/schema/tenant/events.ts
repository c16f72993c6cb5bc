import { index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, tenantId } from "../columns";

/** Past-tense facts, written in the transaction that made them true. The audit log is a view over them. */
export const events = pgTable(
  "events",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    actorKind: text("actor_kind", { enum: ["user", "api_key", "operator", "system", "stripe"] }).notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    subjectId: text("subject_id"),
    subjectLabel: text("subject_label"),
    data: jsonb("data").$type<Record<string, unknown>>().notNull().default({}),
    ip: text("ip"),
    userAgent: text("user_agent"),
    requestId: text("request_id"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("events_type_index").on(t.tenantId, t.type, t.id.desc().nullsFirst()),
    index("events_actor_index").on(t.tenantId, t.actorId, t.id.desc().nullsFirst()),
    index("events_subject_index").on(t.tenantId, t.subjectId, t.id.desc().nullsFirst()),
  ],
);
