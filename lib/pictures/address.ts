/**
 * Where a picture is served, but for the size that ends it; on whatever host asks, so that a browser never crosses from one of
 * ours to another. Null where there is none.
 */
export const addressOf = (ownerId: string, hash: string | null): string | null =>
  hash && `/api/pictures/${ownerId}/${hash}`;
