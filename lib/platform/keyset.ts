import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { type Cursor, isInstant } from "./cursor";

interface Keys {
  key: SQL | AnyColumn;
  /** Decides between equal keys, and is unique. */
  id: SQL | AnyColumn;
  /** What the key is: text, or a moment as a cursor writes it. */
  type: "text" | "instant";
  isDescending?: boolean;
}

/** The order of a list that is cut by key: a page does not shift when rows arrive, and the thousandth costs what the first does. */
export interface Keyset {
  /** `order by`, read forwards or backwards. */
  orderBy(isBackward: boolean): SQL[];
  /** `where` what comes after the cursor in that reading direction: all of it without one, nothing after one of another list. */
  beyond(cursor: Cursor | null, isBackward: boolean): SQL | undefined;
}

export function keyset({ key, id, type, isDescending = false }: Keys): Keyset {
  const cast = type === "text" ? sql`text` : sql`timestamptz`;
  return {
    orderBy(isBackward) {
      const direction = isDescending === isBackward ? sql`asc` : sql`desc`;
      return [sql`${key} ${direction}`, sql`${id} ${direction}`];
    },
    beyond(cursor, isBackward) {
      if (!cursor) return undefined;
      if (type === "instant" && !isInstant(cursor.key)) return sql`false`;
      const comparison = isDescending === isBackward ? sql`>` : sql`<`;
      return sql`(${key}, ${id}) ${comparison} (${cursor.key}::${cast}, ${cursor.id})`;
    },
  };
}
