import {
  BlobNotFoundError,
  del,
  get,
  head,
  issueSignedToken,
  list,
  type PutCommandOptions,
  presignUrl,
  put,
} from "@vercel/blob";
import { clock, seconds } from "@/lib/platform/clock";
import { downloadAddress } from "./passes";
import type { Body, Listed, ObjectStore, Ticket, Upload } from "./store";

const access = "private";
/** Above it, Vercel wants a file in parts. */
const partsFromBytes = 100 * 1024 * 1024;

/**
 * A private Vercel Blob store, by its read-write token or, without one, as the deployment itself. Its own signed addresses
 * name a file after its path and may show it, so a download passes our route; an upload goes straight there.
 */
export function vercelBlobStore(token?: string): ObjectStore {
  const auth = token ? { token } : {};
  return {
    put: async (key, body, { size, contentType }) => {
      const multipart = size > partsFromBytes;
      await put(key, asBuffer(body), { ...auth, ...asIs, access, contentType, multipart });
    },
    get: async (key) => {
      const found = await get(key, { ...auth, access, useCache: false });
      if (found?.statusCode !== 200) return null;
      const { size, contentType } = found.blob;
      return { size, contentType, body: found.stream };
    },
    head: async (key) => {
      try {
        const { size, contentType } = await head(key, auth);
        return { size, contentType };
      } catch (cause) {
        if (cause instanceof BlobNotFoundError) return null;
        throw cause;
      }
    },
    delete: (key) => del(key, auth),
    list: (prefix) => listAll(auth, prefix),
    signedDownload: async (key, download) => downloadAddress(key, download),
    signedUpload: (key, upload) => ticketFor(auth, key, upload),
  };
}

interface Auth {
  token?: string;
}

/** A key is a key: nothing is added to it, and what stood there gives way. */
const asIs = { addRandomSuffix: false, allowOverwrite: true } satisfies Partial<PutCommandOptions>;

/** Their client tells bytes by `Buffer`. */
const asBuffer = (body: Body) =>
  body instanceof Uint8Array ? Buffer.from(body.buffer, body.byteOffset, body.byteLength) : body;

async function* listAll(auth: Auth, prefix: string): AsyncGenerator<Listed> {
  let cursor: string | undefined;
  do {
    const page = await list({ ...auth, prefix, cursor });
    for (const { pathname, size, uploadedAt } of page.blobs)
      yield { key: pathname, size, modifiedAt: uploadedAt };
    cursor = page.hasMore ? page.cursor : undefined;
  } while (cursor);
}

/** They hold an upload to a largest size, not to an exact one. */
async function ticketFor(auth: Auth, key: string, upload: Upload): Promise<Ticket> {
  const { size, contentType, expiresSeconds } = upload;
  const bounds = {
    pathname: key,
    validUntil: clock.in(seconds(expiresSeconds)).getTime(),
    maximumSizeInBytes: size,
    allowedContentTypes: [contentType],
  };
  const token = await issueSignedToken({ ...auth, ...bounds, operations: ["put"] });
  const { presignedUrl } = await presignUrl(token, { ...bounds, ...asIs, operation: "put", access });
  const headers = {
    "content-type": contentType,
    "x-content-type": contentType,
    "x-vercel-blob-access": access,
  };
  return { method: "PUT", url: presignedUrl, headers };
}
