import { integer, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { tenantId } from "../columns";

/**
 * Whom this store holds, and since which move: the other half of `placements`, written by the owner alone. Every transaction
 * compares the two, so that whoever comes by an old placement is refused and finds nothing where its rows have left. In the
 * shared store a workspace that never moved has no line.
 */
export const residence = pgTable(
  "residence",
  { tenantId: tenantId(), epoch: integer("epoch").notNull() },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
