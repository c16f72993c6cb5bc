import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AwsV4Signer } from "aws4fetch";
import { clock } from "@/lib/platform/clock";
import { asAttachment } from "./as-attachment";
import { parsePage } from "./s3-listing";
import type { Body, Kind, Listed, ObjectStore } from "./store";

interface Ask {
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Body;
}

const tries = 3;
const pauseMs = 100;

/**
 * S3 and what speaks like it, by signed requests: `s3://<key id>:<secret>@<host>/<bucket>?region=<region>`, with the secret's
 * `/` escaped, and `s3+http:` where there is no TLS. The bucket stands in the path, which R2 and MinIO want and AWS
 * takes. Its credentials have to be allowed to list, or AWS answers 403 for what is not there.
 */
export function s3Store(url: string): ObjectStore {
  const bucket = new Bucket(url);
  return {
    put: async (key, body, { size, contentType }) => {
      const headers = { "content-type": contentType, "content-length": String(size), ...proofOf(body) };
      await bucket.ask({ method: "PUT", key, headers, body });
    },
    get: async (key) => {
      const answer = await bucket.ask({ method: "GET", key });
      return answer?.body ? { ...kindOf(answer), body: answer.body } : null;
    },
    head: async (key) => {
      const answer = await bucket.ask({ method: "HEAD", key });
      return answer && kindOf(answer);
    },
    delete: async (key) => {
      await bucket.ask({ method: "DELETE", key });
    },
    list: (prefix) => list(bucket, prefix),
    signedDownload: (key, { filename, contentType, expiresSeconds }) =>
      bucket.sign("GET", key, {
        "X-Amz-Expires": String(expiresSeconds),
        "response-content-disposition": asAttachment(filename),
        "response-content-type": contentType,
      }),
    signedUpload: async (key, { size, contentType, expiresSeconds }) => {
      const query = { "X-Amz-Expires": String(expiresSeconds) };
      const headers = { "content-type": contentType, "content-length": String(size) };
      // A browser says the length itself, and lets nobody else say it.
      return {
        method: "PUT",
        url: await bucket.sign("PUT", key, query, headers),
        headers: { "content-type": contentType },
      };
    },
  };
}

class Bucket {
  readonly #address: string;
  readonly #signing: { accessKeyId: string; secretAccessKey: string; region: string; service: "s3" };

  constructor(url: string) {
    const { protocol, host, pathname, username, password, searchParams } = new URL(url);
    this.#address = `${protocol === "s3+http:" ? "http" : "https"}://${host}${pathname.replace(/\/$/, "")}`;
    this.#signing = {
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
      // MinIO's own, and another name of R2's only one.
      region: searchParams.get("region") ?? "us-east-1",
      service: "s3",
    };
  }

  /** The answer, or null where it is that there is no such object. Throws for every other refusal. */
  async ask(asked: Ask): Promise<Response | null> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#send(asked);
      if (answer.ok) return answer;
      const isOver = answer.status < 500 || attempt === tries || asked.body instanceof ReadableStream;
      const refusal = await answer.text();
      const code = /<Code>(\w+)<\/Code>/.exec(refusal)?.[1] ?? "";
      if (answer.status === 404 && (code === "NoSuchKey" || asked.method === "HEAD")) return null;
      if (isOver) throw new Error(`the object store answered ${asked.method} with ${answer.status} ${code}`);
      await sleep(pauseMs * attempt);
    }
  }

  async sign(
    method: Ask["method"],
    key: string,
    query: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const options = { ...this.#signing, datetime: now(), signQuery: true, allHeaders: true };
    const signed = await new AwsV4Signer({ ...options, method, url: this.#url(key, query), headers }).sign();
    return signed.url.href;
  }

  async #send({ method, key = "", query = {}, headers, body }: Ask): Promise<Response> {
    const options = { ...this.#signing, datetime: now() };
    const signed = await new AwsV4Signer({ ...options, method, url: this.#url(key, query), headers }).sign();
    return fetch(signed.url, { method, headers: signed.headers, ...(body && streaming(body)) });
  }

  #url(key: string, query: Record<string, string>): string {
    return `${this.#address}/${key}?${new URLSearchParams(query)}`;
  }
}

/** As Signature Version 4 writes it: 20261130T061500Z. */
const now = () =>
  clock
    .now()
    .toISOString()
    .replace(/[:-]|\.\d{3}/g, "");

/** What is at hand is signed with its hash; a stream is not, because it would have to be read twice. */
const proofOf = (body: Body): Record<string, string> =>
  body instanceof Uint8Array
    ? { "x-amz-content-sha256": createHash("sha256").update(body).digest("hex") }
    : {};

/** Node sends a stream only where it is told that nothing is read back meanwhile; the browser's types do not know. */
const streaming = (body: Body): RequestInit => ({ body: body as BodyInit, duplex: "half" }) as RequestInit;

const kindOf = ({ headers }: Response): Kind => ({
  size: Number(headers.get("content-length")),
  contentType: headers.get("content-type") ?? "application/octet-stream",
});

async function* list(bucket: Bucket, prefix: string): AsyncGenerator<Listed> {
  let token: string | null = "";
  while (token !== null) {
    const query = { "list-type": "2", prefix, ...(token && { "continuation-token": token }) };
    const answer = await bucket.ask({ method: "GET", query });
    const page = parsePage((await answer?.text()) ?? "");
    yield* page.objects;
    token = page.next;
  }
}
