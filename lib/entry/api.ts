import { after } from "next/server";
import { env } from "@/env";
import { billingRestricted } from "@/lib/core/command";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { admitApiCall } from "@/lib/entitlements/admit-api-call";
import { withLogScope } from "@/lib/platform/log";
import { flushUsage } from "@/lib/usage/count-usage";
import { currentContext } from "./context";
import { originOf } from "./origin";
import { refusalOf } from "./refusal";
import { assertSameOrigin } from "./same-origin";

type Handler = (request: Request) => Promise<Response>;

/** A route handler that answers a refusal as JSON with its status, and never anything raw. */
export function route(handler: Handler): Handler {
  return (request) =>
    withLogScope({ requestId: originOf(request.headers).requestId }, async () => {
      try {
        return await handler(request);
      } catch (thrown) {
        const { code, message, status, fields, retryAfterSeconds } = refusalOf(thrown);
        const headers = retryAfterSeconds ? { "retry-after": String(retryAfterSeconds) } : undefined;
        return Response.json({ error: { code, message, fields } }, { status, headers });
      }
    });
}

/**
 * A route of the workspace's own API, for the member who is signed in. Every call counts towards the plan's quota; a
 * paused workspace has no API, and a restricted one only what its commands let through.
 */
export function tenantRoute(
  handler: (request: Request, context: TenantContext) => Promise<Response>,
): Handler {
  return route(async (request) => {
    if (request.method !== "GET") assertSameOrigin(request.headers);
    const context = await currentContext();
    if (context.tenant.access === "suspended") throw billingRestricted("suspended");
    await admitApiCall(context.tenant.id);
    // A standing process adds calls up for a second; one that may be frozen after the answer must not wait.
    if (env().WORKER === "off") after(flushUsage);
    return handler(request, context);
  });
}

/** The body as JSON. Throws `too_large` beyond `mostBytes`, as soon as they have come, and `invalid` for anything else. */
export async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes)
      throw new AppError("too_large", `Send at most ${Math.round(mostBytes / 1_048_576)} MiB at a time.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new AppError("invalid", "The body is not JSON.", { cause });
  }
}
