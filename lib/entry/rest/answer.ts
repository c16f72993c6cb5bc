import { z } from "zod";
import { apiPath, isCreating, type Matched } from "@/lib/api/endpoints";
import { answerOf, isList, type ListAnswer } from "@/lib/api/list-answer";
import { sha256 } from "@/lib/platform/crypto";

/** An operation's output as the answer to a request: 201 with `Location` for what was made, 304 for what the caller has. */
export function respond(request: Request, url: URL, { endpoint }: Matched, output: unknown): Response {
  const { operation, method } = endpoint;
  const body = answerOf(operation.output, z.encode(operation.output, output as never));
  const text = JSON.stringify(body);
  const headers = new Headers({ "content-type": "application/json" });
  const id = memberOf(body, "id");
  const isMade = isCreating(endpoint) && typeof id === "string";
  if (isMade) headers.set("location", `${apiPath}${endpoint.path}/${id}`);
  const version = memberOf(body, "version");
  // The version is what a change has to name; of the rest of an answer it says nothing, so only it can be matched as strong.
  if (typeof version === "number") headers.set("etag", `"v${version}"`);
  else if (method === "GET") headers.set("etag", `W/"${sha256(text).slice(0, 22)}"`);
  if (isList(operation.output)) link(headers, url, body as ListAnswer);
  const isKnown = method === "GET" && isMatch(request.headers.get("if-none-match"), headers.get("etag"));
  if (isKnown) headers.delete("content-type");
  return new Response(isKnown ? null : text, { status: isKnown ? 304 : isMade ? 201 : 200, headers });
}

/** The neighbors of a page (RFC 8288). */
function link(headers: Headers, url: URL, { page }: ListAnswer): void {
  const to = (name: "cursor" | "before", cursor: string) => {
    const query = new URLSearchParams(url.search);
    query.delete("cursor");
    query.delete("before");
    query.set(name, cursor);
    return `<${url.pathname}?${query}>`;
  };
  const links = [
    ...(page.nextCursor ? [`${to("cursor", page.nextCursor)}; rel="next"`] : []),
    ...(page.previousCursor ? [`${to("before", page.previousCursor)}; rel="prev"`] : []),
  ];
  if (links.length > 0) headers.set("link", links.join(", "));
}

const plain = (tag: string) => tag.trim().replace(/^W\//, "");

const isMatch = (asked: string | null, etag: string | null): boolean =>
  asked !== null &&
  etag !== null &&
  (asked === "*" || asked.split(",").some((tag) => plain(tag) === plain(etag)));

const memberOf = (value: unknown, name: "id" | "version"): unknown =>
  typeof value === "object" && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
