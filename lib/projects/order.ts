import { sql } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { Cursor } from "@/lib/platform/cursor";
import { type Keyset, keyset } from "@/lib/platform/keyset";
import type { ProjectSort } from "./values";

/** The name as the database folds it: JavaScript folds some letters differently, and a cursor must not. */
export const foldedName = sql<string>`lower(${projects.name})`;

interface Row {
  id: string;
  folded: string;
  updatedAt: Date;
  createdAt: Date;
}

const { id, updatedAt, createdAt } = projects;

const orders: Record<ProjectSort, { keys: Keyset; keyOf(row: Row): string }> = {
  recent: {
    keys: keyset({ key: updatedAt, id, type: "instant", isDescending: true }),
    keyOf: (row) => row.updatedAt.toISOString(),
  },
  oldest: {
    keys: keyset({ key: createdAt, id, type: "instant" }),
    keyOf: (row) => row.createdAt.toISOString(),
  },
  name: { keys: keyset({ key: foldedName, id, type: "text" }), keyOf: (row) => row.folded },
};

export const orderOf = (sort: ProjectSort): Keyset => orders[sort].keys;

export const cursorOf = (sort: ProjectSort, row: Row): Cursor => ({
  key: orders[sort].keyOf(row),
  id: row.id,
});
