import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { localStore } from "@/lib/objects/local-store";
import { s3Store } from "@/lib/objects/s3-store";
import { serveObject, takeObject } from "@/lib/objects/serve-object";
import type { ObjectStore } from "@/lib/objects/store";
import { vercelBlobStore } from "@/lib/objects/vercel-blob-store";
import { clock, seconds } from "@/lib/platform/clock";
import { startBlob } from "./blob-fake";
import { startS3 } from "./s3-stand-in";

/** An adapter with what it speaks to. */
export interface Adapter {
  store: ObjectStore;
  /** Follows a signed address as a browser would. */
  visit(url: string, init?: RequestInit): Promise<Response>;
  /** Lets time pass here and there. */
  pass(secondsToPass: number): void;
  /** Nothing of it can be reached any more. */
  breakDown(): Promise<void>;
  stop(): Promise<void>;
}

export const adapters: [name: string, start: () => Promise<Adapter>][] = [
  ["a folder", startLocal],
  ["S3", startS3Adapter],
  ["Vercel Blob", startBlobAdapter],
];

async function startLocal(): Promise<Adapter> {
  const folder = await mkdtemp(path.join(tmpdir(), "objects-"));
  const store = localStore(folder);
  const adapter: Adapter = {
    store,
    visit: (url, init) => ours(adapter.store, url, init),
    pass: (n) => clock.shift(seconds(n)),
    breakDown: async () => {
      adapter.store = localStore("/dev/null/objects");
    },
    stop: () => rm(folder, { recursive: true, force: true }),
  };
  return adapter;
}

async function startS3Adapter(): Promise<Adapter> {
  const s3 = await startS3();
  return {
    store: s3Store(s3.url),
    visit: (url, init) => fetch(url, init),
    pass: (n) => {
      clock.shift(seconds(n));
      s3.control.offsetMs += seconds(n);
    },
    breakDown: async () => {
      s3.control.failures.push(...Array.from({ length: 30 }, () => 503));
    },
    stop: s3.stop,
  };
}

async function startBlobAdapter(): Promise<Adapter> {
  const blob = await startBlob();
  const store = vercelBlobStore(blob.token);
  return {
    store,
    visit: (url, init) => (url.startsWith("/") ? ours(store, url, init) : fetch(url, init)),
    pass: (n) => {
      clock.shift(seconds(n));
      blob.control.offsetMs += seconds(n);
    },
    breakDown: async () => {
      blob.control.isDown = true;
    },
    stop: blob.stop,
  };
}

/** Our own route, without the server around it. */
async function ours(store: ObjectStore, url: string, init?: RequestInit): Promise<Response> {
  const token = decodeURIComponent(url.slice("/api/objects/".length));
  const choose = async () => store;
  try {
    return init?.method === "PUT"
      ? await takeObject(token, new Request(`http://localhost${url}`, init), choose)
      : await serveObject(token, choose);
  } catch (thrown) {
    if (thrown instanceof AppError) return new Response(thrown.message, { status: thrown.status });
    throw thrown;
  }
}
