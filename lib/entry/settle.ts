import type { ServerResponse } from "node:http";
import { site } from "@/env";
import type { Exchange } from "@/lib/platform/exchange";
import { standingHeaders, unlessPage, unlessPublic } from "@/lib/platform/header-policy";
import { log } from "@/lib/platform/log";
import { traceAtEdge } from "./trace-at-edge";

/** The last look at an answer before its headers leave: whose fault it is, what it must say, what it must not. */
export function settle(response: ServerResponse, { request, fault }: Exchange): void {
  const excuse = fault ?? (isReadable(request.url) ? undefined : 400);
  if (response.statusCode >= 500 && excuse !== undefined) response.statusCode = excuse;
  tellRefusedAtEdge(response, request);
  const standing = { ...standingHeaders(site()), ...unlessPage, ...unlessPublic };
  for (const [name, value] of Object.entries(standing))
    if (!response.hasHeader(name)) response.setHeader(name, value);
  // Next's pages write over the middleware's Vary, and it tells where it leads inside.
  if (!isOfBuild(request.url)) varyByHost(response);
  for (const name of response.getHeaderNames())
    if (name.startsWith("x-middleware-")) response.removeHeader(name);
}

/** Next fails over a path that is no text before any route of ours could. */
function isReadable(url = "/"): boolean {
  try {
    return Boolean(decodeURIComponent(url.split("?")[0] ?? ""));
  } catch {
    return false;
  }
}

/** What the edge refused, without its address: that may be a secret. */
function tellRefusedAtEdge(response: ServerResponse, { method, headers }: Exchange["request"]): void {
  const { host, origin } = headers;
  const code = response.getHeader("x-middleware-refusal");
  if (code === undefined) return;
  const refusal = { code, status: response.statusCode, method, host, origin };
  // Of a flood there is one line a second, from the trace.
  if (code !== "rate_limited") log().warn(refusal, "a request no page of ours could have made");
  traceAtEdge(code, response.getHeader("x-middleware-charged"), headers);
}

/** The build's own files are the same on every host. */
const isOfBuild = (url = ""): boolean => url.startsWith("/_next/static/");

function varyByHost(response: ServerResponse): void {
  const named = [response.getHeader("vary") ?? []].flat().join(", ");
  if (!/\bhost\b/i.test(named)) response.setHeader("vary", named ? `${named}, Host` : "Host");
}
