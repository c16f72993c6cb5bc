/** How long a workspace, or the knowledge that there is none, is remembered in Redis. */
export const tenantLifetime = { seconds: 600, emptySeconds: 20 };

/** The cache key the edge and the server share. */
export const tenantKey = (slug: string): string => `tenant:${slug}`;
