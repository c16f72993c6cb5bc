import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, expect, test } from "vitest";
import { freePort } from "@/dev/free-port";

const holders: Server[] = [];
afterEach(() => {
  for (const holder of holders.splice(0)) holder.close();
});

async function hold(host: string): Promise<number> {
  const holder = createServer().listen({ port: 0, host, ipv6Only: host === "::" });
  holders.push(holder);
  await once(holder, "listening");
  const address = holder.address();
  return address && typeof address === "object" ? address.port : 0;
}

const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1"),
);
const hosts = ["127.0.0.1", "0.0.0.0", ...(hasIpv6 ? ["::1", "::"] : [])];

test.each(hosts)("a port that is held on %s alone is stepped over", async (host) => {
  const held = await hold(host);
  const found = await freePort(held);
  expect(found).toBeGreaterThan(held);
});

test("any port is one that nobody holds", async () => {
  const port = await freePort(0);
  expect(port).toBeGreaterThan(0);
  expect(await freePort(port)).toBe(port);
});
