import { listMembersInput } from "@/lib/members/schema";

export type SearchParams = Record<string, string | string[] | undefined>;

/** What an address asks for; what it asks in vain is left out. */
export function placeOf({ search, cursor, before }: SearchParams) {
  return listMembersInput.parse({ search, cursor, before });
}

/** The address of a page of the list. */
export function membersHref(path: string, asked: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return query.size > 0 ? `${path}?${query}` : path;
}
