import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, tenantId } from "../columns";

/** Past-tense facts, written in the transaction that made them true. The audit log is a view over them. */
export const events = pgTable(
  "events",
  {
    tenantId: tenantId(),
    id: text("id").notNull(),
    type: text("type").notNull(),
    actorKind: text("actor_kind", {
      enum: ["user", "api_key", "operator", "system", "stripe", "anonymous"],
    }).notNull(),
    actorId: text("actor_id"),
    actorLabel: text("actor_label").notNull(),
    subjectId: text("subject_id"),
    subjectLabel: text("subject_label"),
    /** Of what was refused; what was done has none. */
    risk: text("risk", { enum: ["low", "medium", "high"] }),
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
    index("events_risk_index")
      .on(t.tenantId, t.risk, t.id.desc().nullsFirst())
      .where(sql`${t.risk} is not null`),
    check("events_risk_check", sql`${t.risk} in ('low', 'medium', 'high')`),
  ],
);
