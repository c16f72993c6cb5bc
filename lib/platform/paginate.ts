import { z } from "zod";
import { type Cursor, decodeCursor, encodeCursor } from "./cursor";

export interface TurnedPage<T> {
  items: T[];
  previousCursor: string | null;
  nextCursor: string | null;
}

/** A page of `item`s as it leaves. */
export const pageOutput = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    previousCursor: z.string().nullable(),
    nextCursor: z.string().nullable(),
  });

interface Book<T> {
  size: number;
  /** Up to `size + 1` rows beyond the cursor, in reading order; from the top, or backwards. */
  find(cursor: Cursor | null, isBackward: boolean): PromiseLike<T[]>;
  cursorOf(row: T): Cursor;
}

/**
 * A page of a list that is cut by key: the one after `cursor`, the one before `before`, or the first. A cursor that has
 * nothing left beyond it leads to the first page too.
 */
export async function paginate<T>(
  { cursor, before }: { cursor?: string; before?: string },
  book: Book<T>,
): Promise<TurnedPage<T>> {
  const { size, find } = book;
  const back = decodeCursor(before);
  const preceding = back ? await find(back, true) : [];
  // Less than a page comes before: that is the top, and the top is shown whole.
  if (preceding.length > size) return pageOf(book, preceding.slice(0, size).toReversed(), true, true);
  const from = back ? null : decodeCursor(cursor);
  const following = from ? await find(from, false) : [];
  if (following.length > 0) return pageOf(book, following, true, following.length > size);
  const first = await find(null, false);
  return pageOf(book, first, false, first.length > size);
}

function pageOf<T>(
  { size, cursorOf }: Book<T>,
  rows: T[],
  hasPrevious: boolean,
  hasNext: boolean,
): TurnedPage<T> {
  const items = rows.slice(0, size);
  const [first, last] = [items.at(0), items.at(-1)];
  return {
    items,
    previousCursor: hasPrevious && first ? encodeCursor(cursorOf(first)) : null,
    nextCursor: hasNext && last ? encodeCursor(cursorOf(last)) : null,
  };
}
