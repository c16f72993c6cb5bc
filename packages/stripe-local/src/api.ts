import { ApiError, invalid, keepsChanges, Missing, unauthorized, unsupported } from "./errors.js";
import { after, before, ConnectionReset, type Faults } from "./faults.js";
import { decodeForm } from "./form.js";
import { fingerprintOf, type Idempotency } from "./idempotency.js";
import { present } from "./present.js";
import { findRoute, type Route } from "./router.js";
import { API_VERSION, type Sandbox } from "./sandbox.js";

interface Reply {
  status: number;
  body: string;
  replayed?: boolean;
}

/** Answers `/v1` and `/v2` as api.stripe.com would. */
export function createApi(sandbox: Sandbox, routes: Route[], faults: Faults, idempotency: Idempotency) {
  async function handle(request: Request): Promise<Response> {
    const requestId = sandbox.id("req");
    const { pathname, search } = new URL(request.url);
    const struck = faults.strike(request.method, pathname);
    const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
    let reply: Reply;
    try {
      authenticate(request.headers.get("authorization"));
      refuseOtherDialects(request.headers);
      const raw = request.method === "GET" ? search.slice(1) : (await request.text()) || search.slice(1);
      reply = await once(key, fingerprintOf(request.method, pathname, raw), () =>
        carryOut(request, pathname, raw, { id: requestId, idempotency_key: key }, () => before(struck)),
      );
    } catch (error) {
      if (error instanceof ConnectionReset) throw error;
      reply = errorReply(error, requestId);
    }
    after(struck);
    const response = toResponse(reply, request, requestId, key);
    // Stripe's own time, for those who must not trust their clock.
    response.headers.set("date", new Date(sandbox.now() * 1_000).toUTCString());
    return response;
  }

  /** Runs under the key; what failed validation may be sent again under the same key. */
  async function once(key: string | null, fingerprint: string, work: () => Promise<Reply>): Promise<Reply> {
    if (!key) return work();
    const stored = idempotency.recall(key, fingerprint);
    if (stored) return { status: stored.status, body: stored.body, replayed: true };
    idempotency.begin(key);
    try {
      const reply = await work();
      if (reply.status < 400 || reply.status === 402)
        idempotency.remember(key, fingerprint, reply.status, reply.body);
      return reply;
    } finally {
      idempotency.end(key);
    }
  }

  async function carryOut(
    request: Request,
    path: string,
    raw: string,
    identity: Sandbox["request"],
    hazard: () => Promise<void>,
  ): Promise<Reply> {
    const found = findRoute(routes, request.method, path);
    if (!found) throw unsupported(`Unrecognized request URL (${request.method}: ${path})`);
    const { expand, ...input } = readInput(request, raw);
    const parsed = found.route.parse(input);
    await hazard();
    try {
      sandbox.request = identity;
      const result = sandbox.transaction(() => {
        const answer = found.route.run(sandbox, parsed, found.ids);
        return present(sandbox, answer, expandPaths(expand));
      }, keepsChanges);
      return { status: 200, body: JSON.stringify(result, null, 2) };
    } catch (error) {
      const isParameter = error instanceof Missing && !found.ids.includes(error.missing);
      return errorReply(isParameter ? error.asParameter() : error, identity?.id ?? "");
    } finally {
      sandbox.request = null;
    }
  }

  return { handle };
}

function authenticate(header: string | null): void {
  const key = header?.startsWith("Basic ")
    ? Buffer.from(header.slice(6), "base64").toString().replace(/:$/, "")
    : header?.replace(/^Bearer /, "");
  if (!key) throw unauthorized("You did not provide an API key.");
  if (/^(sk|rk)_live_/.test(key))
    throw unauthorized("This is a local stand-in for Stripe. It never accepts live keys.");
  if (!/^(sk|rk)_test_\w+/.test(key)) throw unauthorized(`Invalid API Key provided: ${key.slice(0, 7)}****`);
}

/** Objects are shaped for one API version; answering another with them would hide what has moved. */
function refuseOtherDialects(headers: Headers): void {
  const version = headers.get("stripe-version");
  if (version && version !== API_VERSION)
    throw unsupported(`API version ${version}; this speaks ${API_VERSION}`);
  if (headers.get("stripe-account")) throw unsupported("Connected accounts");
}

function readInput(request: Request, raw: string): Record<string, unknown> {
  if (!request.headers.get("content-type")?.includes("json")) return decodeForm(raw);
  try {
    const parsed: unknown = JSON.parse(raw || "{}");
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // The refusal below covers broken JSON and JSON that is no object alike.
  }
  throw invalid("Invalid JSON in the request body.");
}

function expandPaths(expand: unknown): string[] {
  if (expand === undefined) return [];
  if (Array.isArray(expand) && expand.every((each) => typeof each === "string")) return expand;
  throw invalid("Invalid array: expand", { param: "expand" });
}

function errorReply(error: unknown, requestId: string): Reply {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, { type: "api_error", message: `The local Stripe failed: ${String(error)}` });
  if (!(error instanceof ApiError)) console.error("[stripe]", requestId, error);
  return { status: known.status, body: JSON.stringify({ error: known.body }, null, 2) };
}

function toResponse(
  { status, body, replayed }: Reply,
  request: Request,
  requestId: string,
  key: string | null,
): Response {
  const headers = new Headers({
    "content-type": "application/json",
    "request-id": requestId,
    "stripe-version": request.headers.get("stripe-version") ?? API_VERSION,
  });
  if (key) headers.set("idempotency-key", key);
  if (replayed) headers.set("idempotent-replayed", "true");
  if (status >= 500 || status === 429) headers.set("stripe-should-retry", "true");
  return new Response(body, { status, headers });
}
