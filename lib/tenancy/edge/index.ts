import { type NextRequest, NextResponse } from "next/server";
import { site } from "@/env";
import { parseHost, rootUrl } from "../host";
import { slugPattern } from "../slug";
import { contentSecurityPolicy } from "./content-security-policy";
import { limitAddress, limitTenant, type Verdict } from "./limit";
import { tooManyRequests } from "./refusals";
import { resolveTenant } from "./resolve";

type Kind = "site" | "workspace" | "console";

interface Route {
  kind: Kind;
  /** The path behind the kind's folder. */
  path: string;
  slug?: string;
}

/**
 * The edge: says which house a request belongs to, holds the limits, sets the headers and rewrites by kind of host.
 * It is never the guard: the server derives the tenant from the Host again on every page, action and route.
 */
export async function handleAtEdge(request: NextRequest): Promise<NextResponse> {
  if (isEcho(request.headers)) return new NextResponse(null, { status: 404 });
  const place = routeOf(request);
  if (place === "canonical") {
    return NextResponse.redirect(rootUrl(site(), request.nextUrl.pathname + request.nextUrl.search), 308);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = requestHeaders(request, place, { nonce, policy });
  const { verdict, target } = await admit(request, place);
  const response = verdict.isAllowed
    ? forward(request, target, headers)
    : tooManyRequests(request, verdict.retryAfterSeconds, nonce);
  return dress(response, verdict, policy, headers.get("x-request-id") ?? "");
}

/**
 * Whether Next asks itself for the page a server action redirects to. It keeps every header, our own mark too, but Host, so
 * the answer would be the root domain's page on a workspace's address; refused, it lets the browser ask instead.
 */
const isEcho = (headers: Headers): boolean => headers.has("x-nonce");

function routeOf(request: NextRequest): Route | "canonical" {
  const { rootDomain, routing } = site();
  const { pathname } = request.nextUrl;
  const host = parseHost(request.headers.get("host"), rootDomain);
  switch (host.kind) {
    case "alias":
      return "canonical";
    case "console":
      return { kind: "console", path: pathname };
    case "unknown":
      return { kind: "site", path: "/unknown-workspace" };
    case "workspace":
      return routing === "subdomain"
        ? { kind: "workspace", path: pathname, slug: host.slug }
        : { kind: "site", path: "/unknown-workspace" };
    case "root":
      return routing === "path" ? pathRoute(pathname) : { kind: "site", path: pathname };
  }
}

/** Where there is only one host, `/t/<slug>/…` is the workspace. */
function pathRoute(pathname: string): Route {
  const [, t, slug = "", ...rest] = pathname.split("/");
  if (t !== "t") return { kind: "site", path: pathname };
  return slugPattern.test(slug)
    ? { kind: "workspace", path: `/${rest.join("/")}`, slug }
    : { kind: "site", path: "/unknown-workspace" };
}

/** What the server may believe: everything a client could have forged is dropped or written over. */
function requestHeaders(
  request: NextRequest,
  place: Route,
  { nonce, policy }: { nonce: string; policy: string },
): Headers {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) {
    if (/^x-(tenant|workspace|app|middleware|nonce|path|request-id|real-ip)/.test(name)) headers.delete(name);
  }
  const path = place.kind === "workspace" ? place.path : request.nextUrl.pathname;
  headers.set("x-forwarded-host", request.headers.get("host") ?? "");
  headers.set("x-request-id", crypto.randomUUID());
  headers.set("x-nonce", nonce);
  headers.set("x-path", path + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  if (place.slug) headers.set("x-workspace-slug", place.slug);
  return headers;
}

async function admit(request: NextRequest, place: Route): Promise<{ verdict: Verdict; target: Route }> {
  if (place.slug === undefined) return { verdict: await limitAddress(request.headers), target: place };
  const tenant = await resolveTenant(request, place.slug);
  if (tenant === null)
    return {
      verdict: await limitAddress(request.headers),
      target: { kind: "site", path: "/unknown-workspace" },
    };
  if (tenant === "unresolved") return { verdict: await limitAddress(request.headers), target: place };
  const verdict = await limitTenant(tenant);
  if (tenant.status === "suspended" && !isApi(place.path))
    return { verdict, target: { kind: "site", path: "/suspended" } };
  return { verdict, target: place };
}

function forward(request: NextRequest, { kind, path }: Route, headers: Headers): NextResponse {
  if (isApi(path)) return NextResponse.next({ request: { headers } });
  const url = request.nextUrl.clone();
  url.pathname = `/${kind}${path === "/" ? "" : path}`;
  return NextResponse.rewrite(url, { request: { headers } });
}

const isApi = (path: string): boolean => path === "/api" || path.startsWith("/api/");

function dress(response: NextResponse, verdict: Verdict, policy: string, requestId: string): NextResponse {
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", requestId);
  response.headers.set("vary", "host");
  if (verdict.limit) {
    response.headers.set("ratelimit-limit", String(verdict.limit));
    response.headers.set("ratelimit-remaining", String(verdict.remaining));
    response.headers.set("ratelimit-reset", String(verdict.resetSeconds));
  }
  if (verdict.isDegraded) response.headers.set("x-ratelimit-degraded", "local");
  if (!verdict.isAllowed) response.headers.set("retry-after", String(verdict.retryAfterSeconds));
  return response;
}
