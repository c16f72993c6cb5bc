import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { env } from "@/env";

export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

type Respond = (response: ServerResponse, received: Received) => void;

/** Lets webhooks go to this machine for the rest of this test file's process. */
export const allowLoopback = (isAllowed = true) =>
  void Object.assign(env(), { WEBHOOKS_ALLOW_LOOPBACK: isAllowed });

/** A server of somebody's that takes webhooks until the test is over. */
export async function receiver(respond: Respond = (response) => response.writeHead(204).end()) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { headers } = request;
    const body = Buffer.concat(chunks).toString();
    const one = { id: String(headers["webhook-id"]), headers, body, at: performance.now() };
    received.push(one);
    respond(response, one);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, port, received };
}
