interface Asked {
  noun?: string;
  actorId?: string;
  risk?: string;
  cursor?: string;
  before?: string;
}

/** The address of a page of the log under its filters. */
export function auditHref(path: string, { noun, actorId, risk, cursor, before }: Asked): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ noun, member: actorId, risk, cursor, before }))
    if (value) query.set(name, value);
  return `${path}?${query}`;
}
