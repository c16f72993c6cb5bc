import { after } from "next/server";
import { env } from "@/env";
import { billingRestricted, mayChange } from "@/lib/core/access";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { Command } from "@/lib/core/operation";
import { can } from "@/lib/core/permissions";
import { memberCaller, noteRefusal, traced } from "@/lib/core/refusals";
import { admitApiCall } from "@/lib/entitlements/admit-api-call";
import { takeInHand } from "@/lib/platform/exchange";
import { unlessPublic } from "@/lib/platform/header-policy";
import { defaultLanguage, preferredLanguage } from "@/lib/platform/languages";
import { withLogScope } from "@/lib/platform/log";
import { flushUsage } from "@/lib/usage/count-usage";
import { tellAfterAnswer } from "./after-answer";
import { anonymousCallerAt } from "./anonymous-caller";
import { assertJson } from "./assert-json";
import { currentContext } from "./context";
import { originOf } from "./origin";
import { parseJson } from "./parse-json";
import { placeOf } from "./place";
import { refusalOf, wordsOf } from "./refusal";
import { assertSameOrigin } from "./same-origin";

type Handler = (request: Request) => Promise<Response>;

/** A route handler that answers a refusal as JSON with its status, and never anything raw. */
export function route(handler: Handler): Handler {
  return (request) =>
    withLogScope({ requestId: originOf(request.headers).requestId }, async () => {
      takeInHand();
      try {
        return await handler(request);
      } catch (thrown) {
        await noteAt(request, thrown);
        const refusal = refusalOf(thrown);
        const { code, status, retryAfterSeconds } = refusal;
        const language = preferredLanguage(request.headers.get("accept-language")) ?? defaultLanguage;
        // Also where what would have been answered is for everybody to keep.
        const headers = {
          ...unlessPublic,
          ...(retryAfterSeconds && { "retry-after": String(retryAfterSeconds) }),
        };
        const { message, fields } = wordsOf(refusal, language);
        return Response.json(
          { error: { code, message, fields: refusal.fields && fields } },
          { status, headers },
        );
      }
    });
}

/** What was refused before anybody was known is held against the address. */
async function noteAt(request: Request, thrown: unknown): Promise<void> {
  if (!(thrown instanceof AppError) || !thrown.trace) return;
  // Who lacks a key of ours has no workspace to tell, and is not worth a look-up.
  const place =
    thrown.trace === "secret"
      ? { tenant: null, origin: originOf(request.headers) }
      : await placeOf(request.headers);
  noteRefusal(thrown, anonymousCallerAt("api.call", place));
  tellAfterAnswer();
}

/**
 * A route of the workspace's own API over a command, for the member who is signed in. A call of somebody who may run it
 * counts towards the plan's quota; a paused workspace has no API, and a restricted one only what its commands let through.
 */
export function tenantRoute(
  command: Pick<Command, "permission" | "allowedWhenReadOnly">,
  handler: (request: Request, context: TenantContext) => Promise<Response>,
): Handler {
  return route(async (request) => {
    if (request.method !== "GET") assertSameOrigin(request.headers);
    const context = await currentContext();
    if (context.tenant.access === "suspended") throw billingRestricted("suspended");
    if (mayRun(command, context))
      await traced(memberCaller("api.call", context), {}, () => admitApiCall(context.tenant.id));
    // A standing process adds calls up for a second; one that may be frozen after the answer must not wait.
    if (env().WORKER === "off") after(flushUsage);
    return handler(request, context);
  });
}

/** Who may not is refused by the command itself, and spends nothing of what the others have left. */
const mayRun = (
  { permission, allowedWhenReadOnly }: Pick<Command, "permission" | "allowedWhenReadOnly">,
  context: TenantContext,
) => (allowedWhenReadOnly ? can(context.role, permission) : mayChange(context, permission));

/**
 * The body as JSON. Throws `unsupported` where it claims to be something else, `too_large` beyond `mostBytes`, as soon as
 * they have come, and `invalid` for what is not JSON, names a member twice or is nested beyond reason.
 */
export async function readJson(request: Request, mostBytes: number): Promise<unknown> {
  assertJson(request.headers);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes)
      throw new AppError("too_large", `Send at most ${Math.round(mostBytes / 1_048_576)} MiB at a time.`);
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks));
}
