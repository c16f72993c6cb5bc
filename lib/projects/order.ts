import { type SQL, sql } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { Cursor } from "@/lib/platform/cursor";
import { projectId } from "./schema";
import type { ProjectSort } from "./values";

/** The name as the database folds it: JavaScript folds some letters differently, and a cursor must not. */
export const foldedName = sql<string>`lower(${projects.name})`;

interface Row {
  id: string;
  folded: string;
  updatedAt: Date;
  createdAt: Date;
}

interface Order {
  key: SQL | typeof projects.updatedAt | typeof projects.createdAt;
  isDescending: boolean;
  type: SQL;
  isKey(text: string): boolean;
  keyOf(row: Row): string;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isInstant = (text: string) => instant.test(text) && !Number.isNaN(Date.parse(text));
const isText = (text: string) => !text.includes("\0");

const orders: Record<ProjectSort, Order> = {
  recent: {
    key: projects.updatedAt,
    isDescending: true,
    type: sql`timestamptz`,
    isKey: isInstant,
    keyOf: (row) => row.updatedAt.toISOString(),
  },
  oldest: {
    key: projects.createdAt,
    isDescending: false,
    type: sql`timestamptz`,
    isKey: isInstant,
    keyOf: (row) => row.createdAt.toISOString(),
  },
  name: {
    key: foldedName,
    isDescending: false,
    type: sql`text`,
    isKey: isText,
    keyOf: (row) => row.folded,
  },
};

/** Whether a place can be one of this order: it comes with the address, so it may be anything. */
export const isPlaceIn = (sort: ProjectSort, { key, id }: Cursor): boolean =>
  projectId.safeParse(id).success && orders[sort].isKey(key);

export const placeOf = (sort: ProjectSort, row: Row): Cursor => ({
  key: orders[sort].keyOf(row),
  id: row.id,
});

/** `order by`, read forwards or backwards. */
export function orderBy(sort: ProjectSort, isBackward: boolean): SQL[] {
  const { key, isDescending } = orders[sort];
  const direction = isDescending === isBackward ? sql`asc` : sql`desc`;
  return [sql`${key} ${direction}`, sql`${projects.id} ${direction}`];
}

// Keyset, not offset: a page does not shift when rows arrive, and the thousandth costs what the first does.
/** `where` what comes after the place in that reading direction. */
export function beyond(sort: ProjectSort, isBackward: boolean, place: Cursor): SQL {
  const { key, isDescending, type } = orders[sort];
  const comparison = isDescending === isBackward ? sql`>` : sql`<`;
  return sql`(${key}, ${projects.id}) ${comparison} (${place.key}::${type}, ${place.id})`;
}
