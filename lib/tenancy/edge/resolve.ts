import type { NextRequest } from "next/server";
import type { Tenant } from "@/lib/core/context";
import { cached } from "@/lib/platform/cache";
import { within } from "@/lib/platform/within";
import { internalPath, internalToken } from "../internal";
import { tenantKey, tenantLifetime } from "../tenant-key";

const patienceMs = 2_000;

/**
 * The workspace of a slug: this isolate's memory, then Redis, then the app's own Node side. Null when there is none,
 * "unresolved" when nobody could be asked; the server then decides alone.
 */
export async function resolveTenant(
  request: NextRequest,
  slug: string,
): Promise<Tenant | null | "unresolved"> {
  try {
    const tenant = cached(tenantKey(slug), tenantLifetime, () => askServer(request, slug));
    return await within(patienceMs, tenant);
  } catch {
    return "unresolved";
  }
}

// The Node side, not Neon over HTTP: the edge then holds no database credential, the lookup has one implementation and
// one cache fill, and self-hosters need no HTTP proxy in front of Postgres.
async function askServer(request: NextRequest, slug: string): Promise<Tenant | null> {
  const url = new URL(internalPath, request.nextUrl.origin);
  url.searchParams.set("slug", slug);
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${await internalToken()}` },
    signal: AbortSignal.timeout(patienceMs),
    cache: "no-store",
  });
  if (!answer.ok) throw new Error(`tenant lookup answered ${answer.status}`);
  const body: { tenant: Tenant | null } = await answer.json();
  return body.tenant;
}
