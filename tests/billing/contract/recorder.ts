import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A request as it went out: `POST /v1/customers/cus_1`, the names of its parameters, such as `items[0][price]`, and what is to
 * be read along, such as `data.payments`.
 */
export interface Recorded {
  place: string;
  params: string[];
  expanded: string[];
}

/** Stands between the product and whichever Stripe it speaks to, and keeps what is asked. */
export async function startRecorder(target: string) {
  const recorded: Recorded[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await bodyOf(incoming);
    const url = new URL(incoming.url ?? "/", target);
    const sent = new URLSearchParams(body || url.search);
    recorded.push({
      place: `${incoming.method} ${url.pathname}`,
      params: [...sent.keys()],
      expanded: [...sent].flatMap(([name, value]) => (name.startsWith("expand[") ? [value] : [])),
    });
    const answer = await fetch(url, {
      method: incoming.method ?? "GET",
      headers: headersOf(incoming),
      ...(body && { body }),
    });
    const headers = new Headers(answer.headers);
    // The body that goes on is whole and unpacked.
    for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
    outgoing.writeHead(answer.status, Object.fromEntries(headers));
    outgoing.end(await answer.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    recorded,
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((done) => server.close(done)),
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function headersOf({ headers }: IncomingMessage): Headers {
  const passed = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    const isOfThisHop = ["host", "connection", "content-length", "transfer-encoding"].includes(name);
    if (typeof value === "string" && !isOfThisHop) passed.set(name, value);
  }
  return passed;
}
