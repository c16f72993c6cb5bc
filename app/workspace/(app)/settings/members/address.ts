/** The address of a page of the list. */
export function membersHref(path: string, asked: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""));
  return query.size > 0 ? `${path}?${query}` : path;
}
