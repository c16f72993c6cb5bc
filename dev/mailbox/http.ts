import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readAsset } from "./assets";
import { documentHeaders, isForeign, mailHeaders } from "./guard";
import type { Message } from "./message";
import type { Messages } from "./messages";
import { page } from "./page";

type Context = { messages: Messages; smtpUrl: string };
type Answer = { status: number; headers: Record<string, string>; body: string | Buffer };

/** The page for people and the JSON for tests. */
export function createMailboxHandler(context: Context): RequestListener {
  return async (request, response) => {
    const answer = isForeign(request)
      ? plain(403, "Only this machine's own pages may ask")
      : await route(request, context);
    send(response, answer ?? plain(404, "Not found"));
  };
}

async function route(request: IncomingMessage, context: Context): Promise<Answer | null> {
  const url = new URL(`http://mailbox${request.url ?? "/"}`);
  const [first = "", second = "", third = "", fourth = ""] = url.pathname.slice(1).split("/");
  const method = request.method ?? "GET";
  if (first === "api" && second === "messages")
    return third ? api(method, third, context) : apiList(method, url, context);
  if (method === "POST" && url.pathname === "/delete-all") return deleteAll(context);
  if (method !== "GET" && method !== "HEAD") return plain(405, "Method not allowed");
  if (url.pathname === "/") return showPage(url, context);
  if (first === "assets") return readAsset(second);
  const message = first === "messages" ? context.messages.find(second) : null;
  if (message && third === "body") return showBody(message);
  return message && third === "attachments" ? download(message, Number(fourth)) : null;
}

function apiList(method: string, url: URL, { messages }: Context): Answer {
  const filter = { to: url.searchParams.get("to") ?? "", subject: url.searchParams.get("subject") ?? "" };
  if (method === "GET") return json(200, messages.list(filter).map(withoutContents));
  if (method !== "DELETE") return plain(405, "Method not allowed");
  messages.clear();
  return { status: 204, headers: {}, body: "" };
}

function api(method: string, id: string, { messages }: Context): Answer {
  const message = messages.find(id);
  if (!message) return json(404, { error: "No such mail" });
  if (method === "GET") return json(200, withoutContents(message));
  if (method !== "DELETE") return plain(405, "Method not allowed");
  messages.delete(id);
  return { status: 204, headers: {}, body: "" };
}

/** Attachments are named and measured here, and downloaded from the page. */
const withoutContents = ({ attachments, ...message }: Message) => ({
  ...message,
  attachments: attachments.map(({ contentBase64: _, ...described }) => described),
});

function deleteAll({ messages }: Context): Answer {
  messages.clear();
  return { status: 303, headers: { location: "/" }, body: "" };
}

function showPage(url: URL, { messages, smtpUrl }: Context): Answer {
  const to = url.searchParams.get("to") ?? "";
  const selected = messages.find(url.searchParams.get("id") ?? "");
  if (selected) messages.markRead(selected.id);
  const shown = messages.list({ to });
  const unread = shown.filter(({ isRead }) => !isRead).length;
  const view = url.searchParams.get("view") === "text" ? "text" : "html";
  return {
    status: 200,
    headers: documentHeaders,
    body: page({ messages: shown, unread, selected, to, view, smtpUrl }),
  };
}

/** The mail's own HTML. A link without a target would open inside the frame, where most sites refuse to be shown. */
function showBody({ html }: Message): Answer {
  return { status: 200, headers: mailHeaders, body: `<!doctype html><base target="_blank">${html ?? ""}` };
}

function download(message: Message, index: number): Answer | null {
  const attachment = message.attachments[index];
  if (!attachment) return null;
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`;
  const headers = {
    ...mailHeaders,
    "content-type": "application/octet-stream",
    "content-disposition": disposition,
  };
  return { status: 200, headers, body: Buffer.from(attachment.contentBase64, "base64") };
}

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});

const plain = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/plain" },
  body,
});

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(body);
}
