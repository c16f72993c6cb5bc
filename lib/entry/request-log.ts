import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestMeta } from "next/dist/server/request-meta";
import { env } from "@/env";
import { log } from "@/lib/platform/log";
import { rememberAskers, takeAsker } from "./asker";

/** On in production, where nothing else tells of requests; `next dev` prints lines of its own. */
export function isRequestLogged(): boolean {
  const { REQUEST_LOG, NODE_ENV } = env();
  return REQUEST_LOG === undefined ? NODE_ENV === "production" : REQUEST_LOG === "on";
}

/** Writes one line for a request once it is answered, whoever answers it. */
export function logRequest(request: IncomingMessage, response: ServerResponse): void {
  if (!isRequestLogged()) return;
  rememberAskers();
  const began = performance.now();
  const { method } = request;
  // The middleware gives its own; what it leaves out must not carry one that a client made up.
  request.headers["x-request-id"] = crypto.randomUUID();
  response.once("close", () => write({ request, response }, method, performance.now() - began));
}

interface Answered {
  request: IncomingMessage;
  response: ServerResponse;
}

function write({ request, response }: Answered, method: string | undefined, ms: number): void {
  const requestId = String(request.headers["x-request-id"]);
  const isAborted = !response.writableFinished;
  log().info(
    {
      method,
      route: routeOf(request),
      status: isAborted ? 499 : response.statusCode,
      ms: Math.round(ms),
      host: request.headers.host?.slice(0, 100),
      ...takeAsker(requestId),
      requestId,
    },
    isAborted ? "request, given up by the client" : "request",
  );
}

/** The pattern, such as `/workspace/reset-password/[token]`: a path may hold a secret. Null where none was reached. */
function routeOf(request: IncomingMessage): string | null {
  const { pathname } = getRequestMeta(request, "match")?.definition ?? {};
  return pathname ?? /^\/_next\/(?:static|image)/.exec(request.url ?? "")?.[0] ?? null;
}
