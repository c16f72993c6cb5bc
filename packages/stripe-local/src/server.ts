import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createStripeEmulator, type StripeEmulator } from "./emulator.js";
import { ConnectionReset } from "./faults.js";
import { fileJournal } from "./journal.js";
import type { WebhookMode } from "./webhooks.js";

export interface LocalStripeOptions {
  /** 0 takes a free port. */
  port: number;
  /** Keeps the account between two starts. */
  dataFile?: string;
  /** How a browser reaches the pages, when it is not the address the server listens on. */
  publicUrl?: string;
  webhook: { url: string; secret: string } | null;
  webhookMode?: Partial<WebhookMode>;
  seed?: number;
  /** Milliseconds; the wall clock unless a test brings its own. */
  now?: () => number;
  log?: (message: string, error?: unknown) => void;
  /** A stand-in that takes test cards as payment has no place in production: it refuses to start. */
  isProduction?: boolean;
}

export interface LocalStripe {
  url: string;
  secretKey: string;
  webhookSecret: string;
  emulator: StripeEmulator;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;

/** Starts the stand-in for api.stripe.com on 127.0.0.1. */
export async function startLocalStripe(options: LocalStripeOptions): Promise<LocalStripe> {
  if (options.isProduction) throw new Error("The local Stripe does not run in production.");
  let emulator: StripeEmulator | null = null;
  const server = createServer((request, response) => {
    if (emulator) void answer(emulator, options.publicUrl, request, response);
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(options.port, "127.0.0.1", done);
  });
  const url = `http://127.0.0.1:${addressOf(server.address()).port}`;
  const running = createStripeEmulator({
    ...(options.dataFile ? { store: fileJournal(options.dataFile) } : {}),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    publicUrl: options.publicUrl ?? url,
    webhooks: options.webhook,
    ...(options.webhookMode ? { webhookMode: options.webhookMode } : {}),
    ...(options.now ? { now: options.now } : {}),
    ...(options.log ? { log: options.log } : {}),
  });
  emulator = running;
  const ticking = setInterval(() => void running.fetch(new Request(`${url}/_emu/state`)), 1000);
  ticking.unref();
  return {
    url,
    secretKey: "sk_test_local",
    webhookSecret: options.webhook?.secret ?? "",
    emulator: running,
    async stop() {
      clearInterval(ticking);
      running.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function answer(
  emulator: StripeEmulator,
  publicUrl: string | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const refusal = refuseForeign(incoming, publicUrl);
    if (refusal) return void outgoing.writeHead(403, { "content-type": "text/plain" }).end(refusal);
    const response = await emulator.fetch(await toRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    if (error instanceof ConnectionReset) incoming.socket.destroy();
    else if (error instanceof BodyTooLarge) outgoing.writeHead(413, { connection: "close" }).end();
    else outgoing.writeHead(500, { "content-type": "text/plain" }).end(String(error));
  }
}

/** Any web page can post to a local port, and DNS can point a foreign name at it; neither may use this one. */
function refuseForeign({ headers, method }: IncomingMessage, publicUrl: string | undefined): string | null {
  const host = headers.host ?? "";
  const allowed = new Set(["127.0.0.1", "localhost", "[::1]", publicUrl ? new URL(publicUrl).hostname : ""]);
  if (!allowed.has(host.replace(/:\d+$/, ""))) return "This host is not served here.";
  const { origin } = headers;
  const isOwn = !origin || origin === `http://${host}` || origin === publicUrl?.replace(/\/$/, "");
  return method === "GET" || isOwn ? null : "Requests from other sites are refused.";
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BodyTooLarge();
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) headers.set(name, String(value));
  const method = incoming.method ?? "GET";
  const body = chunks.length > 0 && method !== "GET" ? Buffer.concat(chunks) : null;
  return new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, body });
}

class BodyTooLarge extends Error {}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === "object" && address) return address;
  throw new Error("The server has no port.");
}
