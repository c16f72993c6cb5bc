import type { SearchParams } from "@/lib/entry/lenient";

/** What the filter of the log asks for, as its fields and its address name it. */
export interface AuditView {
  search: string;
  noun: string;
  member: string;
  actorKind: string;
  risk: string;
  from: string;
  to: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the address; nothing for what is none. */
export const dayIn = (query: SearchParams, name: string): string => {
  const text = [query[name]].flat()[0] ?? "";
  return day.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
};

/** The address of a page of the log under its filters. */
export function auditHref(path: string, asked: Partial<AuditView> & Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  return query.size > 0 ? `${path}?${query}` : path;
}
