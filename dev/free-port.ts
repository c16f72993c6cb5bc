import { createServer } from "node:net";

/** The first port from `wanted` upwards that nothing holds on 127.0.0.1; any free one when `wanted` is 0. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port <= Math.min(wanted + 100, 65_535); port++) {
    const found = await tryPort(port);
    if (found !== null) return found;
  }
  throw new Error(
    `No free port between ${wanted} and ${wanted + 100}: stop what listens there or choose another.`,
  );
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(null));
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      const bound = address && typeof address === "object" ? address.port : null;
      probe.close(() => resolve(bound));
    });
  });
}
