import { createServer } from "node:net";

/** The first port from `wanted` upwards that nothing holds on any of our addresses; any free one when `wanted` is 0. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port <= Math.min(wanted + 100, 65_535); port++) {
    const found = await tryPort(port);
    if (found !== null) return found;
  }
  throw new Error(
    `No free port between ${wanted} and ${wanted + 100}: stop what listens there or choose another.`,
  );
}

/** Loopback and everything, in both families: a server on one of them lets another begin on the rest and takes its callers. */
const addresses = ["127.0.0.1", "::1", "0.0.0.0", "::"];

async function tryPort(wanted: number): Promise<number | null> {
  let port: number | null = wanted;
  for (const address of addresses) {
    port = await bind(port, address);
    if (port === null) return null;
  }
  return port;
}

/** The port that was bound, null when it is held; on a machine without such an address nobody holds it. */
function bind(port: number, address: string): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const isAbsent = error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT";
      resolve(isAbsent ? port : null);
    });
    probe.listen({ port, host: address, ipv6Only: address.includes(":") }, () => {
      const bound = probe.address();
      probe.close(() => resolve(bound && typeof bound === "object" ? bound.port : null));
    });
  });
}
