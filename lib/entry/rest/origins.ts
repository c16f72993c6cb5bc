import type { Method, matched } from "@/lib/api/endpoints";
import { notFound } from "@/lib/core/errors";

/**
 * A page of any origin may call with a key, and none with somebody's cookies: an answer with `*` is closed to it once it sends
 * them. The key is no authority a browser adds by itself.
 */
export const openToOrigins = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "ETag, Idempotent-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
};

/** What a browser asks before it calls: answered before anybody is known. Throws `not_found`. */
export function preflight(methods: ReturnType<typeof matched>): Response {
  if (methods.size === 0) throw notFound("address");
  const allow = allowed(methods.keys());
  return new Response(null, {
    status: 204,
    headers: {
      ...openToOrigins,
      allow,
      "access-control-allow-methods": allow,
      "access-control-allow-headers": "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match",
      "access-control-max-age": "600",
    },
  });
}

/** The value of `Allow`. */
export function allowed(methods: Iterable<Method>): string {
  const names = [...methods];
  return [...names, ...(names.includes("GET") ? ["HEAD"] : []), "OPTIONS"].toSorted().join(", ");
}
