import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { minutes } from "@/lib/platform/clock";

interface Kept {
  body: Buffer;
  contentType: string;
}

const accessKeyId = "AKIDEXAMPLE";
const secret = "a/secret+with=signs";
const region = "eu-central-1";
const bucket = "files";
const pageSize = 2;

/** A refusal as S3 says it. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** S3 as far as it is asked here, by its own reading of Signature Version 4: what S3 refuses is refused, with its codes. */
export async function startS3() {
  const kept = new Map<string, Kept>();
  const control = { offsetMs: 0, failures: [] as number[], requests: [] as string[] };
  const server = createServer((request, response) => {
    control.requests.push(`${request.method} ${request.headers["transfer-encoding"] ?? "whole"}`);
    answer(request, response, kept, control).catch((thrown) => refuse(request, response, thrown));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const at = (key: string, name: string) =>
    `s3+http://${key}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${name}?region=${region}`;
  return {
    kept,
    control,
    url: at(accessKeyId, bucket),
    urlOf: ({ key = accessKeyId, name = bucket }) => at(key, name),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  kept: Map<string, Kept>,
  control: { offsetMs: number; failures: number[] },
): Promise<void> {
  const url = new URL(request.url ?? "", `http://${request.headers.host}`);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const failure = control.failures.shift();
  if (failure) throw new Refusal(failure, "SlowDown");
  admit(request, url, body, Date.now() + control.offsetMs);
  const [, name, ...parts] = url.pathname.split("/");
  if (name !== bucket) throw new Refusal(404, "NoSuchBucket");
  const key = parts.join("/");
  if (key === "") return list(url, response, kept);
  if (request.method === "PUT") {
    if (request.headers["content-length"] === undefined) throw new Refusal(411, "MissingContentLength");
    kept.set(key, { body, contentType: request.headers["content-type"] ?? "binary/octet-stream" });
    response.end();
    return;
  }
  if (request.method === "DELETE") kept.delete(key);
  if (request.method === "DELETE") return void response.writeHead(204).end();
  const found = kept.get(key);
  if (!found) throw new Refusal(404, "NoSuchKey");
  response.setHeader("content-type", url.searchParams.get("response-content-type") ?? found.contentType);
  const disposition = url.searchParams.get("response-content-disposition");
  if (disposition) response.setHeader("content-disposition", disposition);
  response.setHeader("content-length", found.body.length);
  response.end(request.method === "HEAD" ? undefined : found.body);
}

function refuse(request: IncomingMessage, response: ServerResponse, thrown: unknown): void {
  const { status, code } = thrown instanceof Refusal ? thrown : new Refusal(500, "InternalError");
  response.writeHead(status, { "content-type": "application/xml" });
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  response.end(request.method === "HEAD" ? undefined : xml);
}

function list(url: URL, response: ServerResponse, kept: Map<string, Kept>): void {
  const { searchParams } = url;
  if (searchParams.get("list-type") !== "2") throw new Refusal(400, "InvalidArgument");
  const after = searchParams.get("continuation-token")?.replace(/^after&/, "") ?? "";
  const keys = [...kept.keys()]
    .toSorted()
    .filter((key) => key.startsWith(searchParams.get("prefix") ?? "") && key > after);
  const page = keys.slice(0, pageSize);
  const isTruncated = keys.length > pageSize;
  const entries = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>2026-11-30T06:15:00.000Z</LastModified><ETag>&quot;e&quot;</ETag><Size>${kept.get(key)?.body.length}</Size></Contents>`,
  );
  const next = isTruncated ? `<NextContinuationToken>after&amp;${page.at(-1)}</NextContinuationToken>` : "";
  response.writeHead(200, { "content-type": "application/xml" });
  response.end(
    `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><IsTruncated>${isTruncated}</IsTruncated>${next}${entries.join("")}</ListBucketResult>`,
  );
}

/** What a request says of who signed it, from its header or its query. */
interface Claim {
  credential: string;
  signedHeaders: string;
  signature: string;
  date: string;
  payload: string;
}

function admit(request: IncomingMessage, url: URL, body: Buffer, nowMs: number): void {
  const claim = url.searchParams.has("X-Amz-Signature")
    ? claimOfQuery(url, nowMs)
    : claimOfHeaders(request, body, nowMs);
  const [key, day, where, service, end] = claim.credential.split("/");
  if (key !== accessKeyId) throw new Refusal(403, "InvalidAccessKeyId");
  if (where !== region || service !== "s3" || end !== "aws4_request" || !claim.date.startsWith(day ?? "-"))
    throw new Refusal(400, "AuthorizationHeaderMalformed");
  const names = claim.signedHeaders.split(";");
  if (!names.includes("host")) throw new Refusal(403, "AccessDenied");
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}\n`).join("");
  const query = [...url.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join("&");
  const canonical = [request.method, url.pathname, query, headers, claim.signedHeaders, claim.payload].join(
    "\n",
  );
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", claim.date, scope, sha256(canonical)].join("\n");
  const signing = [day ?? "", region, "s3", "aws4_request"].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  if (hmac(signing, toSign).toString("hex") !== claim.signature)
    throw new Refusal(403, "SignatureDoesNotMatch");
}

function claimOfHeaders({ headers }: IncomingMessage, body: Buffer, nowMs: number): Claim {
  const shape = /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, credential, signedHeaders, signature] = shape.exec(headers.authorization ?? "") ?? [];
  if (!credential || !signedHeaders || !signature) throw new Refusal(403, "AccessDenied");
  const payload = String(headers["x-amz-content-sha256"] ?? "");
  if (!payload || !signedHeaders.includes("x-amz-content-sha256")) throw new Refusal(400, "InvalidRequest");
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== sha256(body))
    throw new Refusal(400, "XAmzContentSHA256Mismatch");
  const date = String(headers["x-amz-date"]);
  if (Math.abs(timeOf(date) - nowMs) > minutes(15)) throw new Refusal(403, "RequestTimeTooSkewed");
  return { credential, signedHeaders, signature, date, payload };
}

function claimOfQuery({ searchParams }: URL, nowMs: number): Claim {
  const said = (name: string) => searchParams.get(`X-Amz-${name}`) ?? "";
  const seconds = Number(said("Expires"));
  if (!(seconds >= 1 && seconds <= 604_800)) throw new Refusal(400, "AuthorizationQueryParametersError");
  if (timeOf(said("Date")) + seconds * 1_000 < nowMs) throw new Refusal(403, "AccessDenied");
  return {
    credential: said("Credential"),
    signedHeaders: said("SignedHeaders"),
    signature: said("Signature"),
    date: said("Date"),
    payload: "UNSIGNED-PAYLOAD",
  };
}

const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
const sha256 = (value: string | Buffer) => createHash("sha256").update(value).digest("hex");
const hmac = (key: string | Buffer, value: string) => createHmac("sha256", key).update(value).digest();
const encoded = (value: string) =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
