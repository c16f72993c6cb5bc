import type { ListView } from "@/components/projects/list-view";
import { listProjectsInput } from "@/lib/projects/schema";
import { longestName } from "@/lib/projects/values";

export type SearchParams = Record<string, string | string[] | undefined>;

/** The view an address asks for. Whatever it does not understand is the default: a mangled link still shows the list. */
export function listViewOf(query: SearchParams): ListView & { cursor?: string; before?: string } {
  const asked = {
    search: first(query.search)?.slice(0, longestName),
    status: first(query.status),
    sort: first(query.sort),
    cursor: first(query.cursor),
    before: first(query.before),
  };
  const parsed = listProjectsInput.safeParse(asked);
  const { search = "", ...view } = parsed.success ? parsed.data : listProjectsInput.parse({});
  return { ...view, search };
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
