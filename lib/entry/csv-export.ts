import type { z } from "zod";
import type { Command, Query } from "@/lib/core/operation";
import { runCommand, runQuery } from "@/lib/core/run";
import { clock } from "@/lib/platform/clock";
import { byteOrderMark, csvLine } from "@/lib/platform/csv";
import { speak } from "@/lib/platform/translate";
import { route } from "./api";
import { currentContext } from "./context";
import { currentLanguage } from "./language";
import { lenient } from "./lenient";

interface Pages<T> {
  items: T[];
  nextCursor: string | null;
}

interface Export<I extends z.ZodObject, T> {
  /** The file's name, before the day. */
  file: string;
  /** What the history is told with. */
  command: Command<I, z.ZodType>;
  query: Query<I, z.ZodType<Pages<T>>>;
  /** A column's head, as it is `said`, and its cell. */
  columns: Record<string, (row: T) => string | number | Date | null>;
}

/**
 * A route that streams a list as a CSV file, under the filters and the order of its address. It reads a page at a time, by key,
 * so that a long list neither fills the memory nor holds a transaction open.
 */
export const csvExport = <I extends z.ZodObject, T>({ file, command, query, columns }: Export<I, T>) =>
  route(async (request) => {
    const [context, language] = await Promise.all([currentContext(), currentLanguage()]);
    const address = Object.fromEntries(new URL(request.url).searchParams);
    const { cursor, before, page, ...filter } = lenient(query.input, address) as Record<string, unknown>;
    const asked = { ...filter, limit: 100 };
    await runCommand(command, context, asked as z.input<I>);
    const heads = Object.keys(columns).map((key) => speak(language, key));

    async function* lines() {
      yield byteOrderMark + csvLine(heads);
      let next: string | null | undefined;
      do {
        const found: Pages<T> = await runQuery(query, context, { ...asked, cursor: next } as z.input<I>);
        yield found.items.map((row) => csvLine(Object.values(columns).map((cellOf) => cellOf(row)))).join("");
        next = found.nextCursor;
      } while (next);
    }

    const day = clock.now().toISOString().slice(0, 10);
    return new Response(streamOf(lines()), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${file}-${day}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  });

/** Asks for the next part only once the one before has gone out. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}
