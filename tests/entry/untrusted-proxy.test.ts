import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { proxyProblem } from "@/lib/entry/untrusted-proxy";
import { watchExchanges } from "@/lib/entry/watch-exchanges";
import { logged } from "../support/logged";
import { ask } from "../support/raw";

const portOf = ({ port }: AddressInfo) => port;

test.each([
  ["203.0.113.7", 0, "says nothing of any"],
  ["203.0.113.7", 2, "names fewer"],
])("X-Forwarded-For: %s while %s proxies are trusted is a problem", (forwarded, trusted, words) => {
  expect(proxyProblem(forwarded, trusted)).toContain(words);
});

test.each([
  [undefined, 0],
  [undefined, 1],
  ["203.0.113.7", 1],
  ["198.51.100.1, 203.0.113.7", 1],
  ["203.0.113.7", "vercel"],
] as const)("X-Forwarded-For: %s while %s is trusted is none", (forwarded, trusted) => {
  expect(proxyProblem(forwarded, trusted)).toBeNull();
});

test("a server behind a proxy that nobody told it of says so once, without the address", async () => {
  watchExchanges();
  const server = createServer((_, response) => response.end("fine"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const headers = { "x-forwarded-for": "203.0.113.7" };
  const request = () => ask({ port: portOf(address), host: "acme.localhost", method: "GET", headers });
  try {
    const text = await logged(async () => {
      for (let n = 0; n < 3; n++) await request();
    });
    expect(text.match(/came through a proxy/g)).toHaveLength(1);
    expect(text).toContain('"level":"warn"');
    expect(text).not.toContain("203.0.113.7");
  } finally {
    server.close();
  }
});
