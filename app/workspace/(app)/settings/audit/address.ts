import { listEventsInput } from "@/lib/audit/schema";

export type SearchParams = Record<string, string | string[] | undefined>;

/** What an address asks for; what it asks in vain is left out. */
export function viewOf({ noun, member, cursor, before }: SearchParams) {
  return listEventsInput.parse({ noun, actorId: member, cursor, before });
}

interface Asked {
  noun?: string;
  actorId?: string;
  cursor?: string;
  before?: string;
}

/** The address of a page of the log under its filters. */
export function auditHref(path: string, { noun, actorId, cursor, before }: Asked): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ noun, member: actorId, cursor, before }))
    if (value) query.set(name, value);
  return `${path}?${query}`;
}
