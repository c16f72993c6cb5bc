import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { toAnswer } from "./encoding.js";
import { type Faults, faultSchema } from "./faults.js";
import { parseCommand, parseCommands, parseJson, parsePath, RequestError, readBody } from "./request.js";
import { RedisError, type Store, StoreUnavailable } from "./store.js";
import { bearerCheck } from "./token.js";

export type HandlerOptions = {
  store: Store;
  token: string;
  faults: Faults;
  /** Whether POST /_fault may set them. */
  hasFaultPath: boolean;
  log: (line: string) => void;
};

type Answer = { status: number; body: unknown };

/** Upstash's REST protocol: `/`, `/pipeline`, `/multi-exec` and commands as paths; every one needs the token. */
export function createHandler({ token, log, ...options }: HandlerOptions): RequestListener {
  const isAuthorized = bearerCheck(token);
  return async (request, response) => {
    try {
      const answer = isAuthorized(request.headers.authorization)
        ? await route(request, response, options)
        : { status: 401, body: { error: "WRONGPASS invalid or missing auth token" } };
      if (answer) send(response, answer);
    } catch (error) {
      send(response, toFailure(error, log));
    }
  };
}

/** Null when a fault took the request over. */
async function route(
  request: IncomingMessage,
  response: ServerResponse,
  { store, faults, hasFaultPath }: Omit<HandlerOptions, "token" | "log">,
): Promise<Answer | null> {
  const target = request.url ?? "/";
  if (target === "/_fault" && hasFaultPath) return setFault(await readBody(request), faults);
  if (await faults.intercept(response)) return null;
  const body = await readBody(request);
  const isBase64 = request.headers["upstash-encoding"] === "base64";

  if (target === "/pipeline" || target === "/multi-exec") {
    const commands = parseCommands(parseJson(body));
    const replies = await (target === "/pipeline" ? store.run(commands) : store.transact(commands));
    return { status: 200, body: replies.map((reply) => toAnswer(reply, isBase64)) };
  }
  const [reply = null] = await store.run([singleCommand(target, body)]);
  return { status: reply instanceof RedisError ? 400 : 200, body: toAnswer(reply, isBase64) };
}

function setFault(body: string, faults: Faults): Answer {
  const fault = faultSchema.safeParse(parseJson(body));
  if (!fault.success) throw new RequestError(400, "ERR a fault has latencyMs, status, hang or drop");
  faults.set(fault.data);
  return { status: 200, body: { result: "OK" } };
}

function singleCommand(target: string, body: string): string[] {
  if (target === "/") return parseCommand(parseJson(body));
  if (target === "/_health") return ["PING"];
  return parsePath(target, body);
}

function toFailure(error: unknown, log: (line: string) => void): Answer {
  if (error instanceof RequestError) return { status: error.status, body: { error: error.message } };
  if (error instanceof RedisError) return { status: 400, body: { error: error.message } };
  if (error instanceof StoreUnavailable) return { status: 503, body: { error: error.message } };
  log(`Unexpected failure: ${error instanceof Error ? error.stack : String(error)}`);
  return { status: 500, body: { error: "ERR internal error" } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  // An oversized body is still arriving: closing is the only way to stop it.
  response.writeHead(status, status === 413 ? { ...headers, connection: "close" } : headers);
  response.end(text);
}
