import type { IncomingHttpHeaders } from "node:http";
import { note } from "@/lib/core/refusals";
import type { Trace } from "@/lib/core/traces";
import { anonymousCallerAt } from "./anonymous-caller";
import { originOf } from "./origin";

/** Of what the edge refuses, that which is no mere misunderstanding. */
const traces = new Map<unknown, Trace>([
  ["forbidden", "origin"],
  ["rate_limited", "attempts"],
]);

/**
 * Leaves the trace of what the edge refused, which has no database to leave it in. The edge says whose the request was: to
 * look it up here again would cost what the refusal has saved.
 */
export function traceAtEdge(code: unknown, tenantId: unknown, headers: IncomingHttpHeaders): void {
  const trace = traces.get(code);
  if (!trace) return;
  const origin = originOf({ get: (name) => headers[name]?.toString() ?? null });
  note(
    trace,
    anonymousCallerAt("request.send", {
      tenant: typeof tenantId === "string" ? { id: tenantId } : null,
      origin,
    }),
  );
}
