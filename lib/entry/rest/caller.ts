import { findApiKey } from "@/lib/api-keys/find-api-key";
import { readSession } from "@/lib/auth/read-session";
import { sessionCookie } from "@/lib/auth/session-cookie";
import { proveContext, type Tenant, type TenantContext } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import type { Permission } from "@/lib/core/permissions";
import { said } from "@/lib/platform/said";
import { LocalBucket } from "@/lib/tenancy/edge/local-bucket";
import { contextOf } from "../context";
import type { Place } from "../place";
import { assertSameOrigin } from "../same-origin";

/** Who calls, and what is told of the limit of the key. */
export interface Caller {
  context: TenantContext;
  limits: Record<string, string>;
}

const buckets = new LocalBucket();

/**
 * The context of whoever calls: of the key in `Authorization`, whatever cookies come with it, or of the session, and then only
 * for a page of this workspace. Throws `unauthenticated`, `rate_limited` and what `findApiKey` throws.
 */
export async function callerOf(request: Request, place: Place): Promise<Caller> {
  const { tenant } = place;
  if (!tenant) throw notFound("workspace");
  const authorization = request.headers.get("authorization");
  if (authorization === null) return { context: await signedIn(request, place, tenant), limits: {} };
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!secret) throw new AppError("unauthenticated", said("api.refused.bearer"));
  if (tenant.status === "suspended") throw new AppError("forbidden", said("common.suspended"));
  const { origin } = place;
  const key = await findApiKey(tenant.id, secret, origin.ip);
  const context = proveContext({
    tenant,
    actor: { kind: "api_key", id: key.id, label: key.name },
    role: key.role,
    scopes: key.scopes as Permission[],
    membershipId: null,
    sessionId: null,
    origin,
  });
  return { context, limits: spend(key.id, key.requestsPerMinute) };
}

async function signedIn(request: Request, place: Place, tenant: Tenant): Promise<TenantContext> {
  if (request.method !== "GET" && request.method !== "HEAD") assertSameOrigin(request.headers);
  const session = await readSession(cookieOf(request, sessionCookie(tenant).name), tenant);
  if (!session) throw new AppError("unauthenticated", said("api.refused.bearer"));
  return contextOf(place, session);
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get("cookie") ?? "").split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Takes a call from the key's bucket in this process, and says how it stands (draft-ietf-httpapi-ratelimit-headers). */
function spend(id: string, perMinute: number): Record<string, string> {
  const { isAllowed, remaining, resetSeconds, retryAfterSeconds } = buckets.take(id, {
    perMinute,
    burst: perMinute,
  });
  if (!isAllowed) throw new AppError("rate_limited", said("api.refused.rate"), { retryAfterSeconds });
  return {
    "ratelimit-policy": `"key";q=${perMinute};w=60`,
    ratelimit: `"key";r=${remaining};t=${resetSeconds}`,
  };
}
