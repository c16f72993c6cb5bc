import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, tenantId } from "../columns";

/** Requests that are done once however often they come: the caller's key, of what, and the answer that is told again. */
export const requestKeys = pgTable(
  "request_keys",
  {
    tenantId: tenantId(),
    principal: text("principal").notNull(),
    key: text("key").notNull(),
    digest: text("digest").notNull(),
    /** Null where it holds a secret, is not known yet or is too long to keep. */
    answer: text("answer"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.principal, t.key] })],
);
