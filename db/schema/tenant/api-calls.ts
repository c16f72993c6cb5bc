import { bigint, date, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { tenantId } from "../columns";

const amount = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Calls of the API by caller, day in UTC and operation: how many, how many were refused, and how long they took together. */
export const apiCalls = pgTable(
  "api_calls",
  {
    tenantId: tenantId(),
    /** An API key's id, or `people` for whoever is signed in. */
    caller: text("caller").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    operation: text("operation").notNull(),
    calls: amount("calls"),
    errors: amount("errors"),
    durationMs: amount("duration_ms"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.caller, t.day, t.operation] }),
    index("api_calls_day_index").on(t.tenantId, t.day),
  ],
);
