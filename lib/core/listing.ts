import { createHash } from "node:crypto";
import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { decodeCursor } from "@/lib/platform/cursor";
import { cursorText } from "@/lib/platform/cursor-text";
import { keyset } from "@/lib/platform/keyset";
import { pageOutput, paginate, type TurnedPage } from "@/lib/platform/paginate";
import { said } from "@/lib/platform/said";

/** One way to sort a list: by a key that is never null. */
interface Sort {
  key: SQL | AnyColumn;
  type: "text" | "instant";
  /** Where no order is asked for: newest first, say. */
  isDescending?: true;
}

interface Declaration<F extends z.ZodRawShape, S extends string> {
  /** What the list can be narrowed by. */
  filters: F;
  sorts: Record<S, Sort>;
  /** How it is sorted where nobody says. */
  defaultSort: NoInfer<S>;
  /** Unique; decides between equal keys. */
  id: AnyColumn;
  /** Rows of a page where nobody says. */
  pageSize: number;
}

/** Every list takes these beside its filters. */
interface Asked {
  sort: string;
  order?: "asc" | "desc";
  limit: number;
  cursor?: string;
  before?: string;
  page?: number;
}

/** What a list has to add to its own statement to find one page's rows. */
interface Slice {
  sortKey: SQL<string>;
  where: SQL | undefined;
  orderBy: SQL[];
  limit: number;
  offset: number;
}

interface Source<T> {
  find(slice: Slice): PromiseLike<T[]>;
  /** How many rows the filters leave. Asked only where a page is asked for by its number. */
  count(): PromiseLike<number>;
}

export interface ListPage<T> extends TurnedPage<T> {
  totalItems: number | null;
  totalPages: number | null;
}

export const mostPerPage = 100;
/** A page by its number skips the rows before it, so that the thousandth costs more than the first: that far and no further. */
export const mostSkipped = 10_000;

/** A page of `item`s as it leaves. The totals are null unless a page was asked for by its number. */
export const listOutput = <T extends z.ZodType>(item: T) =>
  pageOutput(item).extend({ totalItems: z.int().nullable(), totalPages: z.int().nullable() });

/**
 * Declares how a noun is listed: its input and its pages follow. A cursor carries the sort key and the id of a row, and a
 * digest of the query it comes from: the input refuses one of another search, filter, sort or order.
 */
export function listing<const F extends z.ZodRawShape, S extends string>(declaration: Declaration<F, S>) {
  const { filters, defaultSort, pageSize } = declaration;
  const sorts: Record<string, Sort> = declaration.sorts;
  const names = Object.keys(sorts) as S[];
  const isDescending = ({ sort, order }: Pick<Asked, "sort" | "order">): boolean =>
    order ? order === "desc" : (sorts[sort]?.isDescending ?? false);

  /** Same query, same text, whatever the page: the order of members and what is left out do not count. */
  function digestOf(asked: Asked): string {
    const { cursor, before, page, limit, order, ...query } = asked;
    const text = JSON.stringify(Object.entries({ ...query, desc: isDescending(asked) }).toSorted());
    return createHash("sha256").update(text).digest("base64url").slice(0, 12);
  }

  const input = z
    .strictObject({
      ...filters,
      sort: z.enum(names).default(() => defaultSort),
      /** Left out, it is the sort's own: names from A, moments from the latest. */
      order: z.enum(["asc", "desc"]).optional(),
      limit: z.int().min(1).max(mostPerPage).default(pageSize),
      /** Where the page before this one ended. */
      cursor: cursorText(900),
      /** Where the page after this one begins: the way back. */
      before: cursorText(900),
      /** The number of a page, from 1, instead of a cursor. */
      page: z.int().min(1).optional(),
    })
    .superRefine((value, context) => {
      const asked = value as unknown as Asked;
      const refuse = (member: string, message: string) =>
        context.addIssue({ code: "custom", path: [member], message });
      for (const member of ["cursor", "before"] as const) {
        if (!asked[member]) continue;
        const cursor = decodeCursor(asked[member]);
        if (!cursor) refuse(member, said("common.list.noPlace"));
        else if (cursor.query !== digestOf(asked)) refuse(member, said("common.list.ofAnotherQuery"));
        if (asked.page) refuse("page", said("common.list.pageOrCursor"));
      }
      if ((asked.page ?? 0) * asked.limit > mostSkipped)
        refuse("page", said("common.list.tooFarIn", { most: mostSkipped }));
    });

  /** One page of what `source` finds: the one with a number, the one beyond a cursor, or the first. */
  async function page<T extends { id: string; sortKey: string }>(
    asked: Asked,
    source: Source<T>,
  ): Promise<ListPage<T>> {
    const { key, type } = sorts[asked.sort] ?? declaration.sorts[defaultSort];
    const order = keyset({ key, id: declaration.id, type, isDescending: isDescending(asked) });
    const sortKey = type === "text" ? sql<string>`${key}::text` : instantText(key);
    const { limit } = asked;
    if (asked.page) {
      const totalItems = await source.count();
      const offset = (asked.page - 1) * limit;
      const items = await source.find({
        ...{ sortKey, where: undefined, limit, offset },
        orderBy: order.orderBy(false),
      });
      const totalPages = Math.ceil(totalItems / limit);
      return { items, previousCursor: null, nextCursor: null, totalItems, totalPages };
    }
    const query = digestOf(asked);
    const turned = await paginate(asked, {
      size: limit,
      cursorOf: (row: T) => ({ key: row.sortKey, id: row.id, query }),
      find: (from, isBackward) =>
        source.find({
          ...{ sortKey, limit: limit + 1, offset: 0 },
          where: order.beyond(from, isBackward),
          orderBy: order.orderBy(isBackward),
        }),
    });
    return { ...turned, totalItems: null, totalPages: null };
  }

  return { input, page, sorts: names, isDescending };
}

/** A moment as a cursor writes it, and as JavaScript does. */
const instantText = (key: SQL | AnyColumn) =>
  sql<string>`to_char(${key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
