import { headers } from "next/headers";
import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { site } from "@/env";
import type { Origin, Tenant } from "@/lib/core/context";
import { takeInHand } from "@/lib/platform/exchange";
import { findTenant } from "@/lib/tenancy/find-tenant";
import { parseHost, workspaceBasePath } from "@/lib/tenancy/host";
import { slugPattern } from "@/lib/tenancy/slug";
import { tellAfterAnswer } from "./after-answer";
import { rememberAsker } from "./asker";
import { originOf } from "./origin";

/** Set by the middleware where workspaces share one host; a client may say anything here, as it may type any path. */
export const slugHeader = "x-workspace-slug";

export interface Place {
  kind: "root" | "console" | "workspace" | "unknown";
  tenant: Tenant | null;
  origin: Origin;
}

/** Where a request arrived, derived from its Host alone. */
export async function placeOf(requestHeaders: Pick<Headers, "get">): Promise<Place> {
  takeInHand();
  const origin = originOf(requestHeaders);
  const slug = slugOf(requestHeaders);
  if (slug !== null) {
    const found = await findTenant(slug);
    // At an address it has left nothing is served: the edge leads to the present one.
    const tenant = found?.slug === slug ? found : null;
    return { kind: tenant ? "workspace" : "unknown", tenant, origin };
  }
  const { kind } = parseHost(origin.host, site().rootDomain);
  return { kind: kind === "root" || kind === "console" ? kind : "unknown", tenant: null, origin };
}

function slugOf(requestHeaders: Pick<Headers, "get">): string | null {
  const { rootDomain, routing } = site();
  const host = parseHost(requestHeaders.get("host"), rootDomain);
  if (host.kind === "workspace") return routing === "subdomain" ? host.slug : null;
  const slug = requestHeaders.get(slugHeader);
  return routing === "path" && host.kind === "root" && slug !== null && slugPattern.test(slug) ? slug : null;
}

/** What addresses begin with where the request being served arrived: `""`, or `/t/<slug>` where workspaces share one host. */
export async function currentBasePath(): Promise<string> {
  const slug = slugOf(await headers());
  return slug === null ? "" : workspaceBasePath(site(), slug);
}

/** The place of the request being served, once per request. */
export const currentPlace = cache(async (): Promise<Place> => {
  tellAfterAnswer();
  const place = await placeOf(await headers());
  if (place.tenant) rememberAsker(place.origin.requestId, { tenantId: place.tenant.id });
  return place;
});

/** The workspace of the request being served; 404 where there is none, 403 where it is suspended. */
export async function currentTenant(): Promise<Place & { tenant: Tenant }> {
  const { tenant, ...place } = await currentPlace();
  if (!tenant) notFound();
  if (tenant.status === "suspended") forbidden();
  return { ...place, tenant };
}
