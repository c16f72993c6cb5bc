import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import onHeaders from "on-headers";
import { type Exchange, exchanges } from "@/lib/platform/exchange";
import { log } from "@/lib/platform/log";
import { faultOf } from "./fault";
import { logRequest } from "./request-log";
import { settle } from "./settle";
import { warnOfUntrustedProxy } from "./untrusted-proxy";

/** Follows every request of this process from Node's own door to the headers of its answer, also past our middleware, and logs it. */
export function watchExchanges(): void {
  subscribe("http.server.request.start", begin);
  console.error = quieted(console.error, true);
  console.warn = quieted(console.warn, false);
}

function begin(message: unknown): void {
  if (typeof message !== "object" || message === null || !("request" in message && "response" in message))
    return;
  const { request, response } = message;
  if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return;
  // First, because the line tells the method as it was sent.
  logRequest(request, response);
  warnOfUntrustedProxy(request.headers);
  const exchange: Exchange = { request, isInHand: false };
  exchanges().enterWith(exchange);
  // Next would fail over both before anybody of ours could answer: Request has no TRACE, and its router reads paths.
  if (request.method === "TRACE") request.method = "UNSERVED";
  request.url = pathOf(request.url);
  onHeaders(response, () => settle(response, exchange));
}

/** `*` and whole addresses are lawful in a request as well; whose they are, the Host says alone. */
function pathOf(url = "/"): string {
  if (url.startsWith("/")) return url;
  if (!URL.canParse(url)) return "/*";
  const { pathname, search } = new URL(url);
  return pathname + search;
}

const noted = new WeakSet<Error>();

/**
 * Next prints every failure itself; one that is the caller's is noted as a warning instead. An error `decides` how the
 * answer ends and is remembered for it, a warning does not.
 */
function quieted(print: typeof console.error, decides: boolean): typeof console.error {
  return (...words: unknown[]) => {
    const exchange = exchanges().getStore();
    const err = words.find((word) => word instanceof Error);
    const fault = exchange && err ? faultOf(err, exchange) : null;
    if (!exchange || !err || fault === null) {
      // A failure of ours stays one, whatever was refused beside it.
      if (exchange && err && decides) Object.assign(exchange, { isInHand: true, fault: undefined });
      return print(...words);
    }
    // Next prints the same failure more than once.
    if (!noted.has(err)) log().warn({ err, status: fault }, "a request that could not be read");
    noted.add(err);
    if (decides) exchange.fault ??= fault;
  };
}
