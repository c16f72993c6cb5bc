import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { openRoute } from "../../billing/model/app";

/** One process of the app: its webhook over HTTP, and a way to ask whether it is done. Tells its parent the port. */
const route = openRoute();

const server = createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  if (incoming.url === "/idle") {
    await route.idle();
    return void outgoing.end();
  }
  const signature = String(incoming.headers["stripe-signature"] ?? "");
  const status = await route.post(Buffer.concat(chunks).toString("utf8"), signature);
  outgoing.writeHead(status).end();
});

// Longer than any pause of the sender: a connection that is closed while a request is on its way looks like a failure.
server.keepAliveTimeout = 120_000;
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
