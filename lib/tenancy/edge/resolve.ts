import type { NextRequest } from "next/server";
import { env } from "@/env";
import type { Tenant } from "@/lib/core/context";
import { cached } from "@/lib/platform/cache";
import { remember } from "@/lib/platform/remember";
import { within } from "@/lib/platform/within";
import { internalPath, internalToken } from "../internal";
import { tenantKey, tenantLifetime } from "../tenant-key";
import { Lane } from "./lane";
import { lookUpsFor } from "./limit";

const patienceMs = 2_000;
const queueMs = 1_000;

/** Slugs that were a workspace's a moment ago: their requests wait for nobody who tries names out. */
const known = new Map<string, number>();
const knownMs = 600_000;
const lane = new Lane(4, patienceMs);

/**
 * The workspace of a slug: this isolate's memory, then Redis, then the app's own Node side. Null when there is none,
 * "unresolved" when nobody could be asked; the server then decides alone. "busy" when too many unknown ones are asked for.
 */
export async function resolveTenant(
  request: NextRequest,
  slug: string,
): Promise<Tenant | null | "unresolved" | "busy"> {
  if ((known.get(slug) ?? 0) > Date.now()) return lookUp(request, slug);
  const most = lookUpsFor(request.headers, lane.slots);
  const answer = await lane.run(() => lookUp(request, slug), most === lane.slots ? queueMs : 0, most);
  return answer === undefined ? "busy" : answer;
}

async function lookUp(request: NextRequest, slug: string): Promise<Tenant | null | "unresolved"> {
  try {
    const reading = cached(tenantKey(slug), tenantLifetime, () => askServer(request, slug));
    const tenant = await within(patienceMs, reading);
    if (tenant) remember(known, slug, Date.now() + knownMs, 10_000);
    else known.delete(slug);
    return tenant;
  } catch {
    return "unresolved";
  }
}

// The Node side, not Neon over HTTP: the edge then holds no database credential, the lookup has one implementation and
// one cache fill, and self-hosters need no HTTP proxy in front of Postgres.
/** A proxy in front says by X-Forwarded-Proto what its visitors speak. Ours here speaks HTTP, but for the one of Vercel. */
const ownOrigin = ({ nextUrl }: NextRequest): string =>
  env().VERCEL_ENV ? nextUrl.origin : nextUrl.origin.replace(/^https:/, "http:");

async function askServer(request: NextRequest, slug: string): Promise<Tenant | null> {
  const url = new URL(internalPath, ownOrigin(request));
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
