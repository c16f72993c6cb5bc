import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { productName } from "@/lib/platform/product";
import { faultOf } from "./endpoint-url";
import { PrivateAddress, publicLookup } from "./public-address";
import { attemptMs, keptAnswer } from "./values";

/** What came of one request. */
export interface Answer {
  /** Null where nobody answered in time, or nobody was asked. */
  status: number | null;
  /** The beginning of what was answered, or what went wrong. */
  text: string;
  durationMs: number;
  retryAfter: string | null;
  /** Never to be tried again: the address may not be sent to. */
  isFinal: boolean;
}

export interface Posted {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Sends one request and tells what came of it; never throws. `withinMs` bounds the whole of it, also an answer that comes a
 * byte at a time. Redirects are not followed: where one leads was never checked.
 */
export async function post(posted: Posted, withinMs = attemptMs): Promise<Answer> {
  const began = performance.now();
  const rest = () => ({ durationMs: Math.round(performance.now() - began) });
  try {
    const response = await open(posted, AbortSignal.timeout(withinMs));
    const text = await firstBytes(response);
    const retryAfter = response.headers["retry-after"] ?? null;
    return { status: response.statusCode ?? null, text, retryAfter, isFinal: false, ...rest() };
  } catch (thrown) {
    const isFinal = thrown instanceof PrivateAddress;
    return { status: null, text: wordsOf(thrown), retryAfter: null, isFinal, ...rest() };
  }
}

/** Each request has a connection of its own: a kept one would go where nobody has looked since. */
function open({ url: text, headers, body }: Posted, signal: AbortSignal): Promise<IncomingMessage> {
  // Also looks at a literal address, which is never looked up.
  if (faultOf(text)) return Promise.reject(new PrivateAddress("this address may not be sent to"));
  const url = new URL(text);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", agent: false, lookup: publicLookup, signal, headers: all(headers, body) })
      .on("response", resolve)
      .on("error", reject)
      .end(body);
  });
}

const all = (headers: Record<string, string>, body: string) => ({
  "content-type": "application/json",
  "content-length": String(Buffer.byteLength(body)),
  "user-agent": `${productName}-Webhooks/1`,
  accept: "*/*",
  ...headers,
});

/** As much of an answer as is kept; the connection ends there, however much was still to come. */
async function firstBytes(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= keptAnswer) break;
  }
  response.destroy();
  // Postgres keeps no NUL.
  return Buffer.concat(chunks).subarray(0, keptAnswer).toString().replaceAll("\0", "\uFFFD");
}

/** For whoever reads the log of deliveries: that it failed and how, and nothing of our network. */
function wordsOf(thrown: unknown): string {
  if (thrown instanceof PrivateAddress) return "Refused: the address is not a public one";
  if (!(thrown instanceof Error)) return "No answer";
  if (thrown.name === "AbortError" || thrown.name === "TimeoutError") return "No complete answer in time";
  return "code" in thrown ? `No answer: ${String(thrown.code)}` : "No answer";
}
