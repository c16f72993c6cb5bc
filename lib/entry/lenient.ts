import { z } from "zod";
import { fromText } from "./from-text";

export type SearchParams = Record<string, string | string[] | undefined>;

/**
 * What an address asks of a list, member by member. What the schema refuses is left out, such as a cursor of another search,
 * and of what stands there twice the first counts: a mangled link still shows the page, where an interface for machines
 * refuses it.
 */
export function lenient<S extends z.ZodObject>(schema: S, query: SearchParams): z.output<S> {
  const understood: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(schema.shape)) {
    const asked = [query[name]].flat()[0];
    const { read } = fromText(z.object({ read: member }), [["read", asked]]);
    if (asked !== undefined && read !== undefined && member.safeParse(read).success) understood[name] = read;
  }
  const { error } = schema.safeParse(understood);
  for (const { path } of error?.issues ?? []) delete understood[String(path[0])];
  return schema.parse(understood);
}
