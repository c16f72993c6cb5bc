import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { vi } from "vitest";

interface Kept {
  body: Buffer;
  contentType: string;
}

const storeId = "teststore";
const token = `vercel_blob_rw_${storeId}_secret`;
const host = `${storeId}.private.blob.vercel-storage.com`;
const clientSigningToken = "a-signing-token";
const pageSize = 2;

interface Answer {
  status?: number;
  json?: unknown;
  found?: Kept;
}
const refused = (status: number, code: string, message = code): Answer => ({
  status,
  json: { error: { code, message } },
});

/** The API and the content host of a private Vercel Blob store, as its client speaks to them. */
export async function startBlob() {
  const kept = new Map<string, Kept>();
  const control = { offsetMs: 0, isDown: false };
  const server = createServer((request, response) => {
    readAll(request).then(
      (body) => {
        const now = Date.now() + control.offsetMs;
        const isDown = control.isDown && refused(403, "store_suspended");
        send(response, isDown || answer(request, body, kept, now));
      },
      // Whoever sends gave up.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv("VERCEL_BLOB_API_URL", `${origin}/api`);
  vi.stubEnv("VERCEL_BLOB_RETRIES", "0");
  const before = leadContentTo(origin);
  return {
    kept,
    control,
    token,
    stop: async () => {
      setGlobalDispatcher(before);
      vi.unstubAllEnvs();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status = 200, json, found }: Answer): void {
  if (!found)
    return void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
  const length = String(found.body.length);
  response.writeHead(200, { "content-type": found.contentType, "content-length": length }).end(found.body);
}

/** The content host cannot be configured, so what is meant for it is sent here. */
function leadContentTo(origin: string): Dispatcher {
  const before = getGlobalDispatcher();
  const led = new Agent().compose((dispatch) => (options, handler) => {
    const isContent = String(options.origin) === `https://${host}`;
    return dispatch(isContent ? { ...options, origin, path: `/content${options.path}` } : options, handler);
  });
  setGlobalDispatcher(led);
  return before;
}

function answer(request: IncomingMessage, body: Buffer, kept: Map<string, Kept>, nowMs: number): Answer {
  const { method, headers } = request;
  const url = new URL(request.url ?? "", "http://blob");
  const isPresigned = url.searchParams.has("vercel-blob-signature");
  if (isPresigned && method !== "PUT") return refused(403, "forbidden");
  if (!isPresigned && headers.authorization !== `Bearer ${token}`) return refused(403, "forbidden");
  const route = `${method} ${url.pathname.replace(/(?<=^\/(?:api|content))(\/.*)$/, (rest) => (url.pathname.startsWith("/content") || rest === "/" ? "" : rest))}`;
  switch (route) {
    case "GET /content": {
      const found = kept.get(url.pathname.slice("/content/".length));
      return found ? { found } : refused(404, "not_found");
    }
    case "PUT /api":
      return put(url, headers, body, kept, nowMs);
    case "GET /api":
      return url.searchParams.has("url") ? head(url.searchParams.get("url") ?? "", kept) : list(url, kept);
    case "POST /api/delete": {
      const { urls }: { urls: string[] } = JSON.parse(body.toString());
      for (const one of urls) kept.delete(one);
      return { json: null };
    }
    case "POST /api/signed-token": {
      const scope = { ...JSON.parse(body.toString()), storeId };
      const payload = Buffer.from(JSON.stringify(scope)).toString("base64url");
      return {
        json: { delegationToken: `${payload}.x`, clientSigningToken, validUntil: scope.validUntil },
      };
    }
    default:
      return refused(404, "not_found");
  }
}

function put(
  url: URL,
  headers: IncomingMessage["headers"],
  body: Buffer,
  kept: Map<string, Kept>,
  nowMs: number,
): Answer {
  const pathname = url.searchParams.get("pathname") ?? "";
  const contentType = String(headers["x-content-type"] ?? "application/octet-stream");
  const isPresigned = url.searchParams.has("vercel-blob-signature");
  const fault = isPresigned ? faultOf(url, pathname, contentType, body, nowMs) : null;
  if (fault) return fault;
  const mayOverwrite =
    headers["x-allow-overwrite"] === "1" || url.searchParams.get("vercel-blob-allow-overwrite") === "true";
  if (headers["x-vercel-blob-access"] !== "private") return refused(400, "bad_request", "a private store");
  if (kept.has(pathname) && !mayOverwrite) return refused(400, "bad_request", "This blob already exists");
  const hasSuffix =
    headers["x-add-random-suffix"] === "1" ||
    url.searchParams.get("vercel-blob-add-random-suffix") === "true";
  kept.set(hasSuffix ? `${pathname}-x1y2z3` : pathname, { body, contentType });
  return { json: { url: `https://${host}/${pathname}`, pathname, contentType } };
}

/** What is wrong with a presigned upload: its signature, its time, or what it sends. */
function faultOf(
  url: URL,
  pathname: string,
  contentType: string,
  body: Buffer,
  nowMs: number,
): Answer | null {
  const said = Object.fromEntries(url.searchParams);
  const scope = JSON.parse(
    Buffer.from(said["vercel-blob-delegation"]?.split(".")[0] ?? "", "base64url").toString(),
  );
  const signed = Object.entries(said)
    .filter(([name]) => /^vercel-blob-(?!delegation|signature)/.test(name))
    .map(([name, value]) => `${name}=${value}`);
  const canonical = ["operation=put", `pathname=${pathname}`, ...signed].toSorted().join("\n");
  const signature = createHmac("sha256", clientSigningToken).update(canonical).digest("base64url");
  if (signature !== said["vercel-blob-signature"] || scope.pathname !== pathname)
    return refused(403, "forbidden");
  if (nowMs > Number(said["vercel-blob-valid-until"] ?? scope.validUntil))
    return refused(403, "forbidden", "Token expired");
  if (body.length > scope.maximumSizeInBytes)
    return refused(400, "bad_request", "the file length cannot be greater than that");
  if (!scope.allowedContentTypes.includes(contentType))
    return refused(400, "bad_request", `contentType ${contentType} is not allowed`);
  return null;
}

function head(pathname: string, kept: Map<string, Kept>): Answer {
  const found = kept.get(pathname);
  if (!found) return refused(404, "not_found");
  const uploadedAt = new Date().toISOString();
  return { json: { pathname, size: found.body.length, contentType: found.contentType, uploadedAt } };
}

function list(url: URL, kept: Map<string, Kept>): Answer {
  const after = url.searchParams.get("cursor") ?? "";
  const prefix = url.searchParams.get("prefix") ?? "";
  const names = [...kept.keys()].toSorted().filter((name) => name.startsWith(prefix) && name > after);
  const page = names.slice(0, pageSize);
  const blobs = page.map((pathname) => ({
    pathname,
    size: kept.get(pathname)?.body.length,
    uploadedAt: new Date().toISOString(),
  }));
  return { json: { blobs, hasMore: names.length > pageSize, cursor: page.at(-1) } };
}
