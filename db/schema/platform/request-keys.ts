import { primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, tenantId } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";

/** The same as in a workspace's own store, of commands whose rows live here. Requests that are done once however often they come: the caller's key, of what, and the answer that is told again. */
export const requestKeys = platform.table(
  "request_keys",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    principal: text("principal").notNull(),
    key: text("key").notNull(),
    digest: text("digest").notNull(),
    /** Null where it holds a secret, is not known yet or is too long to keep. */
    answer: text("answer"),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.principal, t.key] })],
);
