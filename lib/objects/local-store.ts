import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ReadableStream as NodeStream } from "node:stream/web";
import { downloadAddress, uploadTicket } from "./passes";
import type { Body, Kind, Listed, ObjectStore } from "./store";

const unknownType = "application/octet-stream";

/** Objects as files below a folder, for one machine. Beside each stands its type; no key has the `~` of that name. */
export function localStore(folder: string): ObjectStore {
  const at = (key: string) => path.resolve(folder, ...key.split("/"));
  return {
    put: (key, body, kind) => write(at(key), body, kind),
    head: (key) => read(at(key)),
    get: async (key) => {
      const kind = await read(at(key));
      return kind && { ...kind, body: asWebStream(createReadStream(at(key))) };
    },
    delete: async (key) => {
      await rm(at(key), { force: true });
      await rm(typeFile(at(key)), { force: true });
    },
    list: (prefix) => list(folder, prefix),
    signedDownload: async (key, download) => downloadAddress(key, download),
    signedUpload: async (key, upload) => uploadTicket(key, upload),
  };
}

const typeFile = (file: string) => `${file}~type`;

/** Written beside and then renamed, so that nobody reads half of it and what fails leaves nothing. */
async function write(file: string, body: Body, { contentType }: Kind): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}~${randomUUID()}`;
  try {
    const chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array> =
      body instanceof Uint8Array ? [body] : body;
    await pipeline(chunks, createWriteStream(draft, { flags: "wx" }));
    await writeFile(typeFile(file), contentType);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function read(file: string): Promise<Kind | null> {
  const found = await stat(file).catch(unlessMissing);
  if (!found?.isFile()) return null;
  const contentType = await readFile(typeFile(file), "utf8").catch(unlessMissing);
  return { size: found.size, contentType: contentType ?? unknownType };
}

async function* list(folder: string, prefix: string): AsyncGenerator<Listed> {
  const start = path.resolve(folder, ...prefix.split("/"));
  const names = (await readdir(start, { recursive: true }).catch(unlessMissing)) ?? [];
  for (const name of names.toSorted()) {
    const found = name.includes("~") ? null : await stat(path.join(start, name)).catch(unlessMissing);
    if (found?.isFile())
      yield {
        key: prefix + name.split(path.sep).join("/"),
        size: found.size,
        modifiedAt: found.mtime,
      };
  }
}

function unlessMissing(cause: NodeJS.ErrnoException): null {
  if (cause.code === "ENOENT") return null;
  throw cause;
}

/** One class, declared twice: by Node and by the browser's library. */
function asWebStream(readable: Readable): ReadableStream<Uint8Array> {
  return NodeStream.from(readable) as unknown as ReadableStream<Uint8Array>;
}
