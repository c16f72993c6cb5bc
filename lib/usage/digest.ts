import { hash } from "node:crypto";

/** The first 128 bits of SHA-256, written as Postgres writes a uuid. */
export function digest(...parts: string[]): string {
  const hex = hash("sha256", parts.join("\0"));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** The key an event is known by: exact for as long as its row is kept. */
export const eventKey = (source: string, id: string): string => digest(source, id);

/** The same text for the same dimensions, in whatever order they were given. */
export function canonicalDims(dims: Record<string, string>): string {
  const names = Object.keys(dims);
  if (names.length === 0) return "{}";
  return JSON.stringify(Object.fromEntries(names.toSorted().map((name) => [name, dims[name]])));
}
