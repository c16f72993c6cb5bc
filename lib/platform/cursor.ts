import { isStorable } from "./storable";

/** A list's place marker: the sort key and the id of the last row seen, opaque to whoever carries it. */
export interface Cursor {
  key: string;
  id: string;
  /** A digest of the query it is a place in, where the list checks that. */
  query?: string;
}

export const encodeCursor = ({ key, id, query }: Cursor): string =>
  Buffer.from(JSON.stringify(query === undefined ? [key, id] : [key, id, query])).toString("base64url");

/** Null for anything that is not a cursor of ours: a mangled link starts at the top instead of failing. Postgres keeps no NUL. */
export function decodeCursor(text: string | undefined): Cursor | null {
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(parsed)) return null;
    const [key, id, query] = parsed;
    if (!isText(key) || !isText(id)) return null;
    return isText(query) ? { key, id, query } : { key, id };
  } catch {
    return null;
  }
}

const isText = (value: unknown): value is string => typeof value === "string" && isStorable(value);

/** Whether a key is a moment as we write them; `Date.parse` lets a 30 February and a year 0 pass, the database does not. */
export function isInstant(key: string): boolean {
  const moment = new Date(key);
  return /^(?!0000)\d{4}-/.test(key) && !Number.isNaN(moment.getTime()) && moment.toISOString() === key;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Cuts the one row too many that a list asked for, and says where the next page starts. */
export function pageOf<T>(rows: T[], size: number, cursorOf: (row: T) => Cursor): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > size && last ? encodeCursor(cursorOf(last)) : null };
}

/** `text` as a literal inside a LIKE pattern. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
