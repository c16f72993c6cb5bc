import { type NextRequest, NextResponse } from "next/server";
import { site } from "@/env";
import type { Tenant } from "@/lib/core/context";
import { parseHost, publicHost, rootUrl, workspaceUrl } from "../host";
import { slugPattern } from "../slug";
import type { Verdict } from "./cap";
import { contentSecurityPolicy } from "./content-security-policy";
import { dress, speakingOf } from "./dress";
import {
  hasShare,
  limitAddress,
  limitMembers,
  limitUnknown,
  limitUnresolved,
  limitVisitor,
  tooManyUnknown,
} from "./limit";
import { marks } from "./marks";
import { refuse, tooManyRequests } from "./refusals";
import { resolveTenant } from "./resolve";
import { screen, screenPath } from "./screen";

type Kind = "site" | "workspace" | "console";

/** The person whose cookie, sealed for this workspace, a request carries; `auth` knows how to tell. */
export type PersonIn = (jar: NextRequest["cookies"], tenant: Tenant) => Promise<string | null>;

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
export async function handleAtEdge(
  request: NextRequest,
  personIn: PersonIn = async () => null,
): Promise<NextResponse> {
  if (isEcho(request.headers)) return new NextResponse(null, notHere);
  const route = routeOf(request);
  if (route === "canonical") {
    return NextResponse.redirect(rootUrl(site(), request.nextUrl.pathname + request.nextUrl.search), 308);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = requestHeaders(request, route, { nonce, policy });
  const { verdict, target, tenantId, isMember = false, movedTo } = await admit(request, route, personIn);
  const response = verdict.isAllowed
    ? movedTo === undefined
      ? answer(request, target, headers, nonce)
      : NextResponse.redirect(workspaceUrl(site(), movedTo, route.path + request.nextUrl.search), 308)
    : tooManyRequests(request, { seconds: verdict.retryAfterSeconds, nonce, isMember });
  const told = tenantId ? marks({ charged: tenantId }) : {};
  for (const [name, value] of Object.entries(told)) response.headers.set(name, value);
  return dress(response, verdict, {
    ...speakingOf(request.headers.get("host"), route.path),
    policy,
    requestId: headers.get("x-request-id") ?? "",
  });
}

/**
 * Whether Next asks itself, for the page a server action redirects to or for an action of another page. It keeps every
 * header, our own mark too, but Host, so the answer would be the root domain's; refused, it leaves it to the browser.
 */
const isEcho = (headers: Headers): boolean => headers.has("x-nonce");
const notHere = { status: 404, headers: { "x-nextjs-action-not-found": "1" } };

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
  route: Route,
  { nonce, policy }: { nonce: string; policy: string },
): Headers {
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) {
    if (/^x-(tenant|workspace|app|middleware|nonce|path|request-id|real-ip)/.test(name)) headers.delete(name);
  }
  const path = route.kind === "workspace" ? route.path : request.nextUrl.pathname;
  const host = publicHost(request.headers.get("host"), site());
  // Next compares the two before a server function runs; `screen` has judged by the same host, and more strictly.
  headers.set("x-forwarded-host", host);
  // The API judges for itself who asks, and must see it.
  if (headers.has("origin") && !isApi(path)) headers.set("origin", `${site().scheme}://${host}`);
  headers.set("x-request-id", crypto.randomUUID());
  headers.set("x-nonce", nonce);
  headers.set("x-path", path + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  if (route.slug) headers.set("x-workspace-slug", route.slug);
  return headers;
}

interface Admission {
  verdict: Verdict;
  target: Route;
  /** Whose request it was, for the trace of a refusal; Node's side takes it off. */
  tenantId?: string;
  /** Whether the workspace's members were charged, and not whoever else asks. */
  isMember?: boolean;
  /** The present address of a workspace that was asked for at one it has left. */
  movedTo?: string;
}

const nowhere: Route = { kind: "site", path: "/unknown-workspace" };

async function admit(request: NextRequest, route: Route, personIn: PersonIn): Promise<Admission> {
  const { headers } = request;
  if (route.slug === undefined) return { verdict: await limitAddress(headers), target: route };
  const tenant = await resolveTenant(request, route.slug);
  if (tenant === "busy") return { verdict: tooManyUnknown(), target: nowhere };
  if (tenant === null) return { verdict: await limitUnknown(headers), target: nowhere };
  if (tenant === "unresolved") return { verdict: await limitUnresolved(route.slug, headers), target: route };
  if (tenant.slug !== route.slug)
    return { verdict: await limitVisitor(tenant, headers), target: route, movedTo: tenant.slug };
  const person = await personIn(request.cookies, tenant);
  const isMember = person !== null && hasShare(tenant, person);
  const verdict = await (isMember ? limitMembers(tenant) : limitVisitor(tenant, headers));
  const isClosed = tenant.status === "suspended" && !isApi(route.path);
  const target: Route = isClosed ? { kind: "site", path: "/suspended" } : route;
  return { verdict, target, tenantId: tenant.id, isMember };
}

function answer(request: NextRequest, target: Route, headers: Headers, nonce: string): NextResponse {
  const refusal = isApi(target.path) ? screenPath(request) : screen(request);
  return refusal ? refuse(request, refusal, nonce) : forward(request, target, headers);
}

function forward(request: NextRequest, { kind, path }: Route, headers: Headers): NextResponse {
  if (isApi(path) && path === request.nextUrl.pathname) return NextResponse.next({ request: { headers } });
  const url = request.nextUrl.clone();
  // Where workspaces share one host, their API is asked for below their path.
  url.pathname = isApi(path) ? path : `/${kind}${path === "/" ? "" : path}`;
  return NextResponse.rewrite(url, { request: { headers } });
}

const isApi = (path: string): boolean => path === "/api" || path.startsWith("/api/");
