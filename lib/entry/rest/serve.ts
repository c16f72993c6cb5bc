import { after } from "next/server";
import { env } from "@/env";
import { apiPath, type Matched, type Method, matched } from "@/lib/api/endpoints";
import { countCall, flushCalls } from "@/lib/api-keys/count-calls";
import { billingRestricted, holds, mayChange } from "@/lib/core/access";
import type { TenantContext } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { memberCaller, noteRefusal, traced } from "@/lib/core/refusals";
import { runCommand, runQuery } from "@/lib/core/run";
import { admitApiCall } from "@/lib/entitlements/admit-api-call";
import { defaultLanguage, preferredLanguage } from "@/lib/platform/languages";
import { withLogScope } from "@/lib/platform/log";
import { said } from "@/lib/platform/said";
import { flushUsage } from "@/lib/usage/count-usage";
import { tellAfterAnswer } from "../after-answer";
import { anonymousCallerAt } from "../anonymous-caller";
import { type Place, placeOf } from "../place";
import { respond } from "./answer";
import { callerOf } from "./caller";
import { inputOf, stale } from "./input";
import { onceOf } from "./once-of";
import { allowed, openToOrigins, preflight } from "./origins";
import { problemOf } from "./problem";

const longestAddress = 8_192;

/** What is known of a request by the time it is answered, whatever comes of it. */
interface Progress {
  place?: Place;
  context?: TenantContext;
  match?: Matched;
  headers: Record<string, string>;
}

/** Answers one call of `/api/v1`: the operation that its address and method name, or a problem. Never throws. */
export async function serve(request: Request): Promise<Response> {
  const progress: Progress = { headers: {} };
  const began = performance.now();
  const place = await placeOf(request.headers).catch((thrown: unknown) => thrown as Error);
  const requestId = "origin" in place ? place.origin.requestId : crypto.randomUUID();
  return withLogScope({ requestId }, async () => {
    const answer = await attempt(request, place, progress).catch((thrown: unknown) => {
      if ("origin" in place) noteRefusal(thrown, anonymousCallerAt("api.call", place));
      tellAfterAnswer();
      const language = preferredLanguage(request.headers.get("accept-language")) ?? defaultLanguage;
      const isInBody = !["GET", "HEAD", "DELETE"].includes(request.method);
      return problemOf(thrown, { language, requestId, isInBody });
    });
    count(progress, answer.status, performance.now() - began);
    return finished(request, answer, { ...progress.headers, "x-request-id": requestId });
  });
}

async function attempt(request: Request, place: Place | Error, progress: Progress): Promise<Response> {
  if (place instanceof Error) throw place;
  const url = new URL(request.url);
  if (request.url.length > longestAddress)
    throw new AppError("invalid", said("api.refused.tooLong", { most: longestAddress }), {
      reason: "uri_too_long",
    });
  if (/\btnt_[0-9A-Za-z]{20}|[?&](?:access_token|api_key)=/i.test(url.search))
    throw new AppError("unauthenticated", said("api.refused.keyInAddress"));
  const methods = matched(pathOf(url));
  if (request.method === "OPTIONS") return preflight(methods);
  progress.match = matchOf(request, methods, progress);
  assertAcceptable(request);
  const { context, limits } = await callerOf(request, place);
  Object.assign(progress, { context, headers: { ...progress.headers, ...limits } });
  return perform(request, url, context, progress);
}

/** The path below `/api/v1`. Where workspaces share one host, their addresses begin with `/t/<slug>`. */
function pathOf({ pathname }: URL): string {
  const path = pathname.replace(/^\/t\/[^/]+(?=\/api\/)/, "");
  return path.startsWith(`${apiPath}/`) ? path.slice(apiPath.length) : "";
}

function matchOf(request: Request, methods: ReturnType<typeof matched>, progress: Progress): Matched {
  if (methods.size === 0) throw notFound("address");
  const method = request.method === "HEAD" ? "GET" : request.method;
  const match = methods.get(method as Method);
  if (match) return match;
  const allow = allowed(methods.keys());
  progress.headers = { allow };
  throw new AppError("invalid", said("api.refused.methods", { methods: allow }), {
    reason: "method_not_allowed",
  });
}

function assertAcceptable(request: Request): void {
  const accept = request.headers.get("accept");
  if (
    !accept ||
    /(?:\*\/\*|application\/(?:\*|json|problem\+json))\s*(?:;(?!\s*q=0(?:\.0*)?\s*(?:,|$))|,|$)/i.test(accept)
  )
    return;
  throw new AppError("invalid", said("api.refused.acceptable"), { reason: "not_acceptable" });
}

/** A call of somebody who may run it counts towards the plan; a paused workspace has no API. */
async function perform(
  request: Request,
  url: URL,
  context: TenantContext,
  progress: Progress,
): Promise<Response> {
  const match = progress.match as Matched;
  const { operation } = match.endpoint;
  if (context.tenant.access === "suspended") throw billingRestricted("suspended");
  if (mayRun(match, context))
    await traced(memberCaller("api.call", context), {}, () => admitApiCall(context.tenant.id));
  // The operation parses it: its own schema refuses what it does not take.
  const input = (await inputOf(request, url, match)) as never;
  if (operation.kind === "query")
    return respond(request, url, match, await runQuery(operation, context, input));
  const once = onceOf(request, context, operation.name, input);
  const onReplay = () => {
    progress.headers["idempotent-replayed"] = "true";
  };
  const run = runCommand(operation, context, input, once && { ...once, onReplay });
  const made = await run.catch((thrown: unknown) => {
    const isStale = thrown instanceof AppError && thrown.code === "conflict" && thrown.isOvertaken;
    throw isStale && "version" in (input as object) ? stale() : thrown;
  });
  return respond(request, url, match, made);
}

function mayRun({ endpoint: { operation } }: Matched, context: TenantContext): boolean {
  const isOpen = operation.kind === "query" || operation.allowedWhenReadOnly;
  return isOpen ? holds(context, operation.permission) : mayChange(context, operation.permission);
}

/** A standing process adds calls up for a second; one that may be frozen after the answer must not wait. */
function count({ context, match }: Progress, status: number, durationMs: number): void {
  if (!context || !match) return;
  const { actor, tenant } = context;
  const caller = actor.kind === "api_key" ? actor.id : "people";
  const operation = match.endpoint.operation.name;
  countCall({ tenantId: tenant.id, caller, operation, isError: status >= 400, durationMs });
  if (env().WORKER === "off") after(() => Promise.all([flushUsage(), flushCalls()]));
}

function finished(request: Request, answer: Response, headers: Record<string, string>): Response {
  const all = {
    ...openToOrigins,
    ...headers,
    "cache-control": "private, no-store",
    vary: "Authorization, Cookie, Accept-Language, Host",
  };
  for (const [name, value] of Object.entries(all)) answer.headers.set(name, value);
  if (request.method !== "HEAD") return answer;
  return new Response(null, { status: answer.status, headers: answer.headers });
}
