import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { NEXT_REQUEST_META } from "next/dist/server/request-meta";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";

process.env.REQUEST_LOG = "on";
const { log } = await import("@/lib/platform/log");
const { watchExchanges } = await import("@/lib/entry/watch-exchanges");
const { rememberAsker } = await import("@/lib/entry/asker");

const info = vi.spyOn(log(), "info");
watchExchanges();

let handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void = (_, outgoing) => outgoing.end();
const server = createServer((incoming, outgoing) => handle(incoming, outgoing));
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
const url = `http://127.0.0.1:${port}`;

afterAll(() => {
  server.close();
});
beforeEach(() => {
  info.mockClear();
});

/** The lines written, once there are so many. */
async function lines(count = 1) {
  await vi.waitFor(() => expect(info).toHaveBeenCalledTimes(count));
  return info.mock.calls.map(([line]) => line);
}

/** What Next notes on a request once it has found its route. */
const reach = (incoming: IncomingMessage, pathname: string) =>
  Object.assign(incoming, { [NEXT_REQUEST_META]: { match: { definition: { pathname } } } });

const idOf = (incoming: IncomingMessage) => String(incoming.headers["x-request-id"]);

describe("every request", () => {
  test("writes one line: method, route, status, duration, tenant, user and request id", async () => {
    let requestId = "";
    handle = (incoming, outgoing) => {
      requestId = idOf(incoming);
      reach(incoming, "/workspace/projects/[id]");
      rememberAsker(requestId, { tenantId: "ten_1" });
      rememberAsker(requestId, { userId: "usr_1" });
      outgoing.writeHead(404).end();
    };
    await fetch(`${url}/projects/prj_1`, { method: "DELETE" });
    expect(await lines()).toEqual([
      {
        ...{ method: "DELETE", route: "/workspace/projects/[id]", status: 404, ms: expect.any(Number) },
        ...{ host: `127.0.0.1:${port}`, tenantId: "ten_1", userId: "usr_1", requestId },
      },
    ]);
  });

  test("of several at once has its own line, and nobody else's name in it", async () => {
    handle = (incoming, outgoing) => {
      const user = incoming.url?.slice(1);
      if (user) rememberAsker(idOf(incoming), { userId: user });
      setImmediate(() => outgoing.end(idOf(incoming)));
    };
    const asked = ["usr_a", "", "usr_b"];
    const ids = await Promise.all(asked.map(async (who) => (await fetch(`${url}/${who}`)).text()));
    const written = (await lines(3)) as { requestId: string; userId?: string }[];
    const names = ids.map((id) => written.find(({ requestId }) => requestId === id)?.userId);
    expect(names).toEqual(["usr_a", undefined, "usr_b"]);
  });

  test("is told without its path, which may hold the secret of a link", async () => {
    handle = (incoming, outgoing) => {
      reach(incoming, "/workspace/reset-password/[token]");
      outgoing.end();
    };
    await fetch(`${url}/reset-password/s3cr3t?next=s3cr3t`, { headers: { referer: `${url}/s3cr3t` } });
    handle = (_, outgoing) => outgoing.writeHead(429).end();
    await fetch(`${url}/reset-password/s3cr3t`);
    const written = await lines(2);
    expect(JSON.stringify(written)).not.toContain("s3cr3t");
    expect(written).toMatchObject([
      { route: "/workspace/reset-password/[token]" },
      { route: null, status: 429 },
    ]);
  });

  test("that its client gave up is told as such", async () => {
    const isReached = new Promise<void>((resolve) => {
      handle = () => resolve();
    });
    const client = request(url);
    client.on("error", () => undefined);
    client.end();
    await isReached;
    client.destroy();
    expect(await lines()).toMatchObject([{ status: 499 }]);
  });

  test("has an id of ours, whatever its client says", async () => {
    handle = (incoming, outgoing) => outgoing.end(idOf(incoming));
    const answer = await fetch(url, { headers: { "x-request-id": "forged" } });
    const id = await answer.text();
    expect(id).not.toBe("forged");
    expect(await lines()).toMatchObject([{ requestId: id }]);
  });
});

describe("the switch", () => {
  test.each([
    ["production", undefined, true],
    ["production", "off", false],
    ["development", undefined, false],
    ["development", "on", true],
  ])("in %s, set to %o", async (environment, value, isOn) => {
    vi.resetModules();
    vi.stubEnv("NODE_ENV", environment);
    vi.stubEnv("REQUEST_LOG", value);
    const { isRequestLogged } = await import("@/lib/entry/request-log");
    expect(isRequestLogged()).toBe(isOn);
    vi.unstubAllEnvs();
  });
});
